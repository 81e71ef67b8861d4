import { z } from 'zod';

const partStatus = z.enum(['up', 'down']);

/** Which parts of the product are alive. */
export const readiness = z
  .object({
    status: z.enum(['up', 'degraded']),
    parts: z.object({ database: partStatus, worker: partStatus, temporal: partStatus }),
    eventLoopDelay: z
      .number()
      .meta({ description: 'Of the API process that answers: 99th percentile over the last minute, in ms' }),
  })
  .meta({
    id: 'Readiness',
    description:
      '`degraded`: starts, jobs, tasks and messages still work. Timers and activities are delayed while `temporal` is down; background work is delayed while `worker` is down.',
  });
