import {
  cancelInstanceBody,
  createdInstance,
  createInstanceBody,
  processInstanceItem,
  processInstancePage,
  processInstanceSearch,
} from '../../../contract/v2/process-instances.js';
import { keyParams, TENANT } from '../../../contract/v2/values.js';
import { actorOf } from '../../../access/caller.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { instanceOf, localOf, ROOT_LOCAL } from '../../../../engine/keys.js';
import { findByKey } from '../../../search/search.js';
import { commandProblems, missing, expectApplied } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { createInstance } from './create.js';
import { processInstanceView } from '../../../search/resources/process-instances.js';

const tag = 'Process instances';
const params = keyParams('processInstanceKey');

/** Starting, cancelling and reading process instances. */
export const processInstanceRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'readRows'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/v2/process-instances',
    operationId: 'createProcessInstance',
    tag,
    engineChecksRights: true,
    summary: 'Start an instance of a process, and await its end if asked to',
    access: 'instances.start',
    body: createInstanceBody,
    success: {
      status: 200,
      description: 'The instance; its variables when its end was awaited',
      body: createdInstance,
    },
    problems: [...commandProblems, 'already-exists', 'instance-terminated', 'timed-out'],
    handle: async ({ body, caller, signal, idle }) => {
      const { started, variables } = await createInstance(deps.engine, body, actorOf(caller), signal, idle);
      return {
        processInstanceKey: started.processInstanceKey.toString(),
        processDefinitionKey: started.definition.key.toString(),
        processDefinitionId: started.definition.processId,
        processDefinitionVersion: started.definition.version,
        tenantId: TENANT,
        variables: { ...variables },
        tags: [...started.tags],
        businessId: started.businessId ?? null,
      };
    },
  }),
  searchRoute(deps, {
    path: '/v2/process-instances/search',
    operationId: 'searchProcessInstances',
    tag,
    summary: 'Search process instances',
    access: 'instances.read',
    body: processInstanceSearch,
    reply: processInstancePage,
    view: () => processInstanceView,
  }),
  route({
    method: 'get',
    path: '/v2/process-instances/{processInstanceKey}',
    operationId: 'getProcessInstance',
    tag,
    summary: 'One process instance',
    access: 'instances.read',
    params,
    success: { status: 200, description: 'The instance', body: processInstanceItem },
    problems: ['not-found'],
    handle: async ({ params: { processInstanceKey } }) => {
      const item =
        localOf(processInstanceKey) === ROOT_LOCAL
          ? await findByKey(deps.readRows, processInstanceView, instanceOf(processInstanceKey))
          : undefined;
      if (item === undefined) throw missing('process instance', processInstanceKey);
      return item;
    },
  }),
  route({
    method: 'post',
    path: '/v2/process-instances/{processInstanceKey}/cancellation',
    operationId: 'cancelProcessInstance',
    tag,
    engineChecksRights: true,
    summary: 'Cancel a process instance and everything it called',
    access: 'instances.operate',
    params,
    body: cancelInstanceBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is cancelled' },
    problems: commandProblems,
    audit: 'instance.cancelled',
    handle: async ({ params: { processInstanceKey }, caller }) =>
      expectApplied(await deps.engine.cancel(processInstanceKey, actorOf(caller))),
  }),
];
