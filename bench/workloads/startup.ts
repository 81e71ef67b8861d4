import { memoryOf } from '../measure/processes.js';
import { sumOf } from '../measure/shares.js';
import { rounded } from '../report/figures.js';
import { firstOneTask } from './first-one-task.js';
import { FLUSHED, type Workload } from './workload.js';

/** From the command to the first finished `one-task`: with an empty data folder, then again with it. */
export const startup: Workload = (sitting) =>
  sitting.withProduct('prepared', async (product) => {
    const startOnce = async (what: string): Promise<number> => {
      sitting.say(`startup, ${what}`);
      const since = performance.now();
      product.launch();
      await firstOneTask(product.api);
      return rounded((performance.now() - since) / 1_000);
    };
    const cold = await startOnce('empty data folder');
    const rssMiB = memoryOf(product.groups);
    await product.stop();
    const second = await startOnce('second start');
    return [
      {
        ...sitting.engine,
        workload: 'startup',
        n: 2,
        seconds: { cold, second },
        rssMiB,
        servingMiB: sumOf(rssMiB),
        notes: `dependencies installed and build done before; ${FLUSHED}`,
      },
    ];
  });
