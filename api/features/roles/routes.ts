import { givenRoles } from '../../access/given-roles.js';
import { roleDescriptions } from '../../contract/access/audit.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';

/** The roles that can be given, and what each allows. */
export const roleRoutes = ({ ticketing }: Pick<ApiDeps, 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/roles',
    operationId: 'listRoles',
    tag: 'Users',
    summary: 'The roles that can be given: those of the product with what they allow, and those of the packs in force',
    access: 'signed-in',
    success: { status: 200, description: 'The roles', body: roleDescriptions },
    handle: async () => ({
      items: (await givenRoles(ticketing.packs)).map(({ permissions, packs, ...role }) => ({
        ...role,
        permissions: [...permissions],
        packs: [...packs],
      })),
    }),
  }),
];
