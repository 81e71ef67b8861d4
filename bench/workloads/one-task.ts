import { measureJobs, withJobWorker } from './job-load.js';
import type { Workload } from './workload.js';

/** Instances in flight, and how many are measured. */
const loads = [
  { concurrency: 1, warmUp: 50, count: 300 },
  { concurrency: 20, warmUp: 300, count: 2_000 },
  { concurrency: 100, warmUp: 300, count: 2_000 },
];

/** start → service task → end. */
export const oneTask: Workload = {
  measure: (sitting) =>
    sitting.withProduct('started', (product) =>
      withJobWorker(product, async (worker) => {
        const figures = [];
        for (const { concurrency, warmUp, count } of loads) {
          sitting.say(`one-task, ${concurrency} in flight`);
          const wanted = sitting.limits.count ?? count;
          figures.push(
            await measureJobs(sitting, product, worker, {
              processId: 'one-task',
              concurrency,
              warmUp: Math.min(warmUp, wanted),
              count: wanted,
            }),
          );
        }
        return figures;
      }),
    ),
  handWritten: () => loads.map(({ concurrency }) => ({ name: `one-task:pullSignal:${concurrency}`, concurrency })),
};
