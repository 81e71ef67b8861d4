import { measureJobs, withJobWorker } from './job-load.js';
import { loadsOf } from './loads.js';
import type { Workload } from './workload.js';

/** start → service task → end. */
export const oneTask: Workload = (sitting) =>
  sitting.withProduct('started', (product) =>
    withJobWorker(product, async (worker) => {
      const figures = [];
      for (const load of loadsOf('one-task', sitting.limits)) {
        sitting.say(`one-task, ${load.concurrency} in flight`);
        figures.push(await measureJobs(sitting, product, worker, { processId: 'one-task', ...load }));
      }
      return figures;
    }),
  );
