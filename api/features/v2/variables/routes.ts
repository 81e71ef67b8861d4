import {
  setVariablesBody,
  truncation,
  variablePage,
  variableReply,
  variableSearch,
} from '../../../contract/v2/variables.js';
import { keyParams } from '../../../contract/v2/values.js';
import { actorOf } from '../../../access/caller.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { findByKey } from '../../../search/search.js';
import { commandProblems, missing, expectApplied } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { variableView, wholeVariableView } from '../../../search/resources/variables.js';

const tag = 'Variables';

/** Reading and setting variables. */
export const variableRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'readRows'>): readonly Route[] => [
  searchRoute(deps, {
    path: '/v2/variables/search',
    operationId: 'searchVariables',
    tag,
    summary: 'Search variables',
    access: 'instances.read',
    query: truncation,
    body: variableSearch,
    reply: variablePage,
    view: ({ query }) => variableView(query.truncateValues),
  }),
  route({
    method: 'get',
    path: '/v2/variables/{variableKey}',
    operationId: 'getVariable',
    tag,
    summary: 'One variable with its whole value',
    access: 'instances.read',
    params: keyParams('variableKey'),
    success: { status: 200, description: 'The variable', body: variableReply },
    problems: ['not-found'],
    handle: async ({ params: { variableKey } }) => {
      const item = await findByKey(deps.readRows, wholeVariableView, variableKey);
      if (item === undefined) throw missing('variable', variableKey);
      return item;
    },
  }),
  route({
    method: 'put',
    path: '/v2/element-instances/{elementInstanceKey}/variables',
    operationId: 'createElementInstanceVariables',
    tag,
    engineChecksRights: true,
    summary: 'Set variables of an element instance or of the scopes around it',
    access: 'instances.operate',
    params: keyParams('elementInstanceKey'),
    body: setVariablesBody,
    success: { status: 204, description: 'They are set' },
    problems: commandProblems,
    audit: 'instance.variables-set',
    handle: async ({ params: { elementInstanceKey }, body, caller }) =>
      expectApplied(await deps.engine.setVariables(elementInstanceKey, body.variables, body.local, actorOf(caller))),
  }),
];
