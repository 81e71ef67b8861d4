import { z } from 'zod';
import { readiness } from '../../contract/health.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { readParts } from './readiness.js';

const tag = 'Health';
const up = z.object({ status: z.literal('up') }).meta({ id: 'Health' });

/** For whatever watches over the processes. */
export const healthRoutes = ({
  prisma,
  eventLoopDelay,
}: Pick<ApiDeps, 'prisma' | 'eventLoopDelay'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/health/live',
    operationId: 'live',
    tag,
    summary: 'The process runs',
    access: 'public',
    unlimited: true,
    success: { status: 200, description: 'It does', body: up },
    handle: () => ({ status: 'up' as const }),
  }),
  route({
    method: 'get',
    path: '/health/ready',
    operationId: 'ready',
    tag,
    summary: 'The process can take commands: its database answers; and who else is alive',
    access: 'public',
    unlimited: true,
    success: { status: 200, description: 'It can', body: readiness },
    problems: ['database-unavailable'],
    handle: async () => {
      const parts = await readParts(prisma);
      const whole = Object.values(parts).every((status) => status === 'up');
      return { status: whole ? ('up' as const) : ('degraded' as const), parts, eventLoopDelay: eventLoopDelay() };
    },
  }),
];
