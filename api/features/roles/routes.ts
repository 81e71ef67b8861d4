import { roles } from '../../access/permissions.js';
import { roleDescriptions } from '../../contract/access/audit.js';
import { route, type Route } from '../../routing/route.js';

/** What each role allows. */
export const roleRoutes = (): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/roles',
    operationId: 'listRoles',
    tag: 'Users',
    summary: 'The roles and what they allow',
    access: 'signed-in',
    success: { status: 200, description: 'The roles', body: roleDescriptions },
    handle: () => ({
      items: Object.entries(roles).map(([name, { description, permissions }]) => ({
        name,
        description,
        permissions: [...permissions],
      })),
    }),
  }),
];
