import {
  processDefinitionItem,
  processDefinitionPage,
  processDefinitionSearch,
} from '../../../contract/v2/process-definitions.js';
import { keyParams } from '../../../contract/v2/values.js';
import type { ApiDeps } from '../../../deps.js';
import { binary, route, type Route } from '../../../routing/route.js';
import { findByKey } from '../../../search/search.js';
import { missing } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { processDefinitionView } from '../../../search/resources/process-definitions.js';

const tag = 'Process definitions';
const params = keyParams('processDefinitionKey');

/** Reading deployed processes. */
export const processDefinitionRoutes = (deps: Pick<ApiDeps, 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/v2/process-definitions/search',
    operationId: 'searchProcessDefinitions',
    tag,
    summary: 'Search deployed processes',
    access: 'processes.read',
    body: processDefinitionSearch,
    reply: processDefinitionPage,
    view: () => processDefinitionView,
  }),
  route({
    method: 'get',
    path: '/v2/process-definitions/{processDefinitionKey}',
    operationId: 'getProcessDefinition',
    tag,
    summary: 'One deployed process',
    access: 'processes.read',
    params,
    success: { status: 200, description: 'The process', body: processDefinitionItem },
    problems: ['not-found'],
    handle: async ({ params: { processDefinitionKey } }) => {
      const item = await findByKey(deps.readRows, processDefinitionView, processDefinitionKey);
      if (item === undefined) throw missing('process definition', processDefinitionKey);
      return item;
    },
  }),
  route({
    method: 'get',
    path: '/v2/process-definitions/{processDefinitionKey}/xml',
    operationId: 'getProcessDefinitionXml',
    tag,
    summary: 'The diagram of a deployed process, as uploaded',
    access: 'processes.read',
    params,
    success: { status: 200, description: 'BPMN 2.0 XML, in its own encoding', body: binary, mediaType: 'text/xml' },
    problems: ['not-found'],
    handle: async ({ params: { processDefinitionKey } }) => {
      const definition = await deps.prisma.processDefinition.findUnique({
        where: { key: processDefinitionKey },
        select: { resource: { select: { content: true } } },
      });
      if (definition === null) throw missing('process definition', processDefinitionKey);
      return Buffer.from(definition.resource.content);
    },
  }),
];
