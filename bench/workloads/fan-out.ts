import { measureJobs, withJobWorker } from './job-load.js';
import type { Workload } from './workload.js';

const WARM_UP = 3;
const COUNT = 20;

/** A parallel multi-instance service task over 100 items, one instance at a time. */
export const fanOut: Workload = {
  measure: (sitting) =>
    sitting.withProduct('started', (product) =>
      withJobWorker(product, async (worker) => {
        sitting.say('fan-out');
        const count = sitting.limits.count ?? COUNT;
        const load = { processId: 'fan-out', concurrency: 1, warmUp: WARM_UP, count } as const;
        return [await measureJobs(sitting, product, worker, load)];
      }),
    ),
  handWritten: () => [{ name: 'fan-out:local', concurrency: 1 }],
};
