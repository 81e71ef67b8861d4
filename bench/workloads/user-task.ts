import { setTimeout as delay } from 'node:timers/promises';
import { percentilesOf } from '../measure/percentiles.js';
import { cpuBetween, cpuSnapshot, memoryOf } from '../measure/processes.js';
import { diagrams } from '../product/diagrams.js';
import { historyFigures } from '../product/histories.js';
import type { OrchestrationApi } from '../product/orchestration-api.js';
import { rounded } from '../report/figures.js';
import { LOOK_EVERY, untilEnded } from './until-ended.js';
import { FLUSHED, type Workload } from './workload.js';

const WARM_UP = 20;
const COUNT = 200;

/** The stretches that a person waits. */
interface Stretches {
  readonly startCall: number;
  readonly startToVisible: number;
  readonly completeCall: number;
  readonly completeToEnded: number;
}

async function untilTask(api: OrchestrationApi, instance: string): Promise<string> {
  for (;;) {
    const task = await api.openTaskOf(instance);
    if (task !== undefined) return task;
    await delay(LOOK_EVERY);
  }
}

async function runOne(api: OrchestrationApi): Promise<Stretches> {
  const start = performance.now();
  const instance = await api.start('user-task', {});
  const started = performance.now();
  const task = await untilTask(api, instance);
  const visible = performance.now();
  await api.completeTask(task);
  const completed = performance.now();
  await untilEnded(api, instance);
  return {
    startCall: started - start,
    startToVisible: visible - start,
    completeCall: completed - visible,
    completeToEnded: performance.now() - visible,
  };
}

/** start → user task → end, one at a time, every step looked for as a user interface does. */
export const userTask: Workload = {
  measure: (sitting) =>
    sitting.withProduct('started', async (product) => {
      sitting.say('user-task');
      const { api, groups } = product;
      await api.deploy('user-task.bpmn', diagrams['user-task']);
      for (let turn = 0; turn < WARM_UP; turn += 1) await runOne(api);
      const count = sitting.limits.count ?? COUNT;
      const before = cpuSnapshot(groups);
      const all: Stretches[] = [];
      for (let turn = 0; turn < count; turn += 1) all.push(await runOne(api));
      const spent = cpuBetween(before, cpuSnapshot(groups));
      const serving = Object.values(spent.byGroup).reduce((sum, seconds) => sum + seconds, 0);
      const history = await historyFigures(product, 'user-task');
      const of = (stretch: keyof Stretches) => percentilesOf(all.map((each) => each[stretch]));
      return [
        {
          ...sitting.engine,
          workload: 'user-task',
          concurrency: 1,
          n: count,
          stretchesMs: {
            startCall: of('startCall'),
            startToVisible: of('startToVisible'),
            completeCall: of('completeCall'),
            completeToEnded: of('completeToEnded'),
          },
          cpuSecondsPer1000: rounded((serving * 1_000) / count),
          rssMiB: memoryOf(groups),
          ...(history && { history }),
          notes: FLUSHED,
        },
      ];
    }),
  handWritten: () => [{ name: 'user-task:signal', concurrency: 1 }],
};
