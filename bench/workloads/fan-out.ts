import { measureJobs, withJobWorker } from './job-load.js';
import { loadsOf } from './loads.js';
import type { Workload } from './workload.js';

/** A parallel multi-instance service task over 100 items, one instance at a time. */
export const fanOut: Workload = (sitting) =>
  sitting.withProduct('started', (product) =>
    withJobWorker(product, async (worker) => {
      const figures = [];
      for (const load of loadsOf('fan-out', sitting.limits)) {
        sitting.say('fan-out');
        figures.push(await measureJobs(sitting, product, worker, { processId: 'fan-out', ...load }));
      }
      return figures;
    }),
  );
