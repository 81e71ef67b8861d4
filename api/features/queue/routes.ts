import { queuePage, queueQuery } from '../../contract/api/queue.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { readQueue } from './queue.js';

/** The queues of the desks. */
export const queueRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/queue',
    operationId: 'readQueue',
    tag: 'Queue',
    summary: 'The tickets of a desk that wait for somebody, in the order of its regulation, with the reasons',
    access: 'tasks.read',
    query: queueQuery,
    success: { status: 200, description: 'The queue', body: queuePage },
    problems: ['not-found'],
    handle: ({ query }) => readQueue({ ...deps.ticketing, prisma: deps.prisma, engine: deps.engine }, query),
  }),
];
