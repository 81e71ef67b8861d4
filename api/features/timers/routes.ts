import { openTimers } from '../../contract/api/timers.js';
import { keyParams } from '../../contract/v2/values.js';
import type { ApiDeps } from '../../deps.js';
import { route, type Route } from '../../routing/route.js';
import { instanceNumber } from '../v2/incidents/resolve.js';

/** More timers than these of one instance are not listed. */
const MOST = 1_000;

const repeats = (request: unknown): boolean =>
  typeof request === 'object' && request !== null && 'kind' in request && request.kind === 'cycle';

/** What time an instance waits for. */
export const timerRoutes = ({ prisma }: Pick<ApiDeps, 'prisma'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/process-instances/{processInstanceKey}/timers',
    operationId: 'getOpenTimers',
    tag: 'Timers',
    summary: 'The timers that an instance waits for, the next one first',
    access: 'instances.read',
    params: keyParams('processInstanceKey'),
    success: { status: 200, description: 'The timers', body: openTimers },
    problems: ['not-found'],
    handle: async ({ params: { processInstanceKey } }) => {
      const instance = await instanceNumber(prisma, processInstanceKey);
      const timers = await prisma.timer.findMany({
        where: { instance },
        orderBy: [{ due: 'asc' }, { key: 'asc' }],
        take: MOST,
      });
      return {
        items: timers.map(({ key, elementId, elementInstanceKey, due, request }) => ({
          timerKey: key.toString(),
          elementId,
          elementInstanceKey: elementInstanceKey.toString(),
          dueDate: due.toISOString(),
          repeats: repeats(request),
        })),
      };
    },
  }),
];
