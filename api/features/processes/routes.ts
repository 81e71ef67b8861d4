import { processList, processListQuery } from '../../contract/processes.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { pageOf } from '../lists.js';
import { readOverview, toOverview } from './overview.js';
import { readPosition, writePosition } from './position.js';

/** The processes as the web application lists them. */
export const processRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/processes',
    operationId: 'listProcesses',
    tag: 'Processes',
    summary: 'Processes by name, with their newest version and draft and what runs',
    access: 'processes.read',
    query: processListQuery,
    success: { status: 200, description: 'A page of processes', body: processList },
    handle: async ({ query: { limit, after, search, processId } }) => {
      const position = after === undefined ? undefined : readPosition(after);
      const rows = await readOverview(prisma, { limit, after: position, search, processId });
      return pageOf(rows, limit, writePosition, toOverview);
    },
  }),
];
