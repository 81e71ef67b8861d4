import { TICKET_COMPLETIONS } from '../product/diagrams.js';
import { rounded } from '../report/figures.js';
import { measureJobs, withJobWorker } from './job-load.js';
import { loadsOf } from './loads.js';
import type { Workload } from './workload.js';

/** Ten service tasks, five gateways, five timers that never fire. */
export const ticket: Workload = (sitting) =>
  sitting.withProduct('started', (product) =>
    withJobWorker(product, async (worker) => {
      const figures = [];
      for (const load of loadsOf('ticket', sitting.limits)) {
        sitting.say(`ticket, ${load.concurrency} in flight`);
        const measured = await measureJobs(sitting, product, worker, { processId: 'ticket', ...load });
        figures.push({
          ...measured,
          transitionsPerSecond: rounded((measured.perSecond ?? 0) * TICKET_COMPLETIONS),
        });
      }
      return figures;
    }),
  );
