import { setTimeout as delay } from 'node:timers/promises';
import { percentilesOf } from '../measure/percentiles.js';
import { cpuBetween, cpuSnapshot, memoryOf } from '../measure/processes.js';
import { perThousand, sumOf } from '../measure/shares.js';
import { diagrams } from '../product/diagrams.js';
import type { OrchestrationApi } from '../product/orchestration-api.js';
import { historyFigures } from '../product/temporal.js';
import { allRounded, rounded } from '../report/figures.js';
import { loadsOf } from './loads.js';
import { LOOK_EVERY, untilEnded } from './until-ended.js';
import { FLUSHED, type Workload } from './workload.js';

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
export const userTask: Workload = (sitting) =>
  sitting.withProduct('started', async (product) => {
    const { api, groups } = product;
    await api.deploy('user-task.bpmn', diagrams['user-task']);
    const figures = [];
    for (const { concurrency, warmUp, count } of loadsOf('user-task', sitting.limits)) {
      sitting.say('user-task');
      for (let turn = 0; turn < warmUp; turn += 1) await runOne(api);
      const before = cpuSnapshot(groups);
      const all: Stretches[] = [];
      for (let turn = 0; turn < count; turn += 1) all.push(await runOne(api));
      const spent = cpuBetween(before, cpuSnapshot(groups));
      const cpuPer1000 = perThousand(spent.byGroup, count);
      const rssMiB = memoryOf(groups);
      const history = await historyFigures(product);
      const of = (stretch: keyof Stretches) => percentilesOf(all.map((each) => each[stretch]));
      figures.push({
        ...sitting.engine,
        workload: 'user-task',
        concurrency,
        n: count,
        stretchesMs: {
          startCall: of('startCall'),
          startToVisible: of('startToVisible'),
          completeCall: of('completeCall'),
          completeToEnded: of('completeToEnded'),
        },
        cpuSecondsPer1000: rounded(sumOf(cpuPer1000)),
        cpuPer1000: allRounded(cpuPer1000),
        rssMiB,
        servingMiB: sumOf(rssMiB),
        ...(history && { history }),
        coresOfOthers: rounded(spent.coresOfOthers),
        notes: FLUSHED,
      });
    }
    return figures;
  });
