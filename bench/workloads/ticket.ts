import { TICKET_COMPLETIONS } from '../product/diagrams.js';
import { rounded } from '../report/figures.js';
import { measureJobs, withJobWorker } from './job-load.js';
import type { Workload } from './workload.js';

const CONCURRENCY = 20;
const WARM_UP = 50;
const COUNT = 300;

/** Ten service tasks, five gateways, five timers that never fire. */
export const ticket: Workload = {
  measure: (sitting) =>
    sitting.withProduct('started', (product) =>
      withJobWorker(product, async (worker) => {
        sitting.say(`ticket, ${CONCURRENCY} in flight`);
        const count = sitting.limits.count ?? COUNT;
        const figures = await measureJobs(sitting, product, worker, {
          processId: 'ticket',
          concurrency: CONCURRENCY,
          warmUp: Math.min(WARM_UP, count),
          count,
        });
        return [{ ...figures, transitionsPerSecond: rounded((figures.perSecond ?? 0) * TICKET_COMPLETIONS) }];
      }),
    ),
  handWritten: () => [{ name: `ticket:local:${CONCURRENCY}`, concurrency: CONCURRENCY }],
};
