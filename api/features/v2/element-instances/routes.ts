import {
  elementInstanceItem,
  elementInstancePage,
  elementInstanceSearch,
} from '../../../contract/v2/element-instances.js';
import { keyParams } from '../../../contract/v2/values.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { findByKey } from '../../../search/search.js';
import { missing } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { createElementNames } from '../../../search/resources/element-names.js';
import { elementInstanceView } from '../../../search/resources/element-instances.js';

const tag = 'Element instances';

/** What happens inside process instances, element by element. */
export const elementInstanceRoutes = (deps: Pick<ApiDeps, 'prisma' | 'readRows'>): readonly Route[] => {
  const view = elementInstanceView(createElementNames(deps.prisma));
  return [
    searchRoute(deps, {
      path: '/v2/element-instances/search',
      operationId: 'searchElementInstances',
      tag,
      summary: 'Search occurrences of elements, live and past',
      access: 'instances.read',
      body: elementInstanceSearch,
      reply: elementInstancePage,
      view: () => view,
    }),
    route({
      method: 'get',
      path: '/v2/element-instances/{elementInstanceKey}',
      operationId: 'getElementInstance',
      tag,
      summary: 'One occurrence of an element',
      access: 'instances.read',
      params: keyParams('elementInstanceKey'),
      success: { status: 200, description: 'The element instance', body: elementInstanceItem },
      problems: ['not-found'],
      handle: async ({ params: { elementInstanceKey } }) => {
        const item = await findByKey(deps.readRows, view, elementInstanceKey);
        if (item === undefined) throw missing('element instance', elementInstanceKey);
        return item;
      },
    }),
  ];
};
