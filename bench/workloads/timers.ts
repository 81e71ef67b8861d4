import { closedLoop } from '../measure/closed-loop.js';
import { cpuBetween, cpuSnapshot, memoryOf, type CpuSnapshot } from '../measure/processes.js';
import { percentilesOf } from '../measure/percentiles.js';
import { perThousand, sumOf, type Shares } from '../measure/shares.js';
import { diagrams } from '../product/diagrams.js';
import { bytesPerInstance, durableBytes } from '../product/durable-bytes.js';
import type { Product } from '../product/product.js';
import { openWorkflows, timersArmed } from '../product/temporal.js';
import { allRounded, rounded, type Figures } from '../report/figures.js';
import { firstOneTask } from './first-one-task.js';
import { loadsOf, type Load } from './loads.js';
import { FLUSHED, type Sitting, type Workload } from './workload.js';

/** Many instances that wait for a timer of 30 days; then everything is killed and started again. */
export const timers: Workload = (sitting) =>
  sitting.withProduct('started', async (product) => {
    const figures = [];
    for (const load of loadsOf('timers', sitting.limits)) figures.push(await measure(sitting, product, load));
    return figures;
  });

async function measure(sitting: Sitting, product: Product, load: Load): Promise<Figures> {
  const { api } = product;
  const { concurrency, warmUp, count } = load;
  const { seconds } = sitting.limits;
  await firstOneTask(api);
  await api.deploy('user-task.bpmn', diagrams['user-task']);
  await api.deploy('timers.bpmn', diagrams.timers);
  const start = (processId: 'user-task' | 'timers') => async () => void (await api.start(processId, {}));
  const mark = (): void => undefined;
  await closedLoop({ concurrency, warmUp: 0, count: warmUp, seconds, one: start('user-task'), mark });
  sitting.say(`timers, creating ${count} instances`);
  const { groups } = product;
  const memory = { before: memoryOf(groups) };
  const bytesBefore = await durableBytes(product);
  const openBefore = await openWorkflows(product);
  const marks: Partial<Record<'begin' | 'end', CpuSnapshot>> = {};
  const created = await closedLoop({
    concurrency,
    warmUp: 0,
    count,
    seconds,
    one: start('timers'),
    mark: (moment) => (marks[moment] = cpuSnapshot(groups)),
  });
  const acknowledged = Date.now();
  sitting.say(`timers, ${created.count} instances created, waiting until their timers are armed`);
  const armed = await timersArmed(product, openBefore + created.count, seconds).then(
    (at) => ({ seconds: { untilTimersArmed: rounded(Math.max(0, at - acknowledged) / 1_000) }, trouble: [] }),
    (error: unknown) => ({ seconds: {}, trouble: [`not all timers are armed: ${(error as Error).message}`] }),
  );
  const spent = cpuBetween(marks.begin as CpuSnapshot, cpuSnapshot(groups));
  const cpuPer1000 = perThousand(spent.byGroup, created.count);
  const after = memoryOf(groups);
  const bytes = bytesPerInstance(bytesBefore, await durableBytes(product), created.count);

  sitting.say('timers, killing everything and starting again');
  const restart = await secondsToRestart(product);
  const there = await api.count('timers', 'ACTIVE');
  if (there !== created.count) throw new Error(`${created.count} starts were acknowledged, ${there} are there`);
  return {
    ...sitting.engine,
    workload: 'timers',
    concurrency,
    n: created.count,
    perSecond: rounded(created.count / created.seconds),
    stretchesMs: { startCall: percentilesOf(created.latencies) },
    seconds: { ...armed.seconds, restartToFirstOneTask: rounded(restart) },
    cpuSecondsPer1000: rounded(sumOf(cpuPer1000)),
    cpuPer1000: allRounded(cpuPer1000),
    rssMiB: allOf({ ...memory, after, restarted: memoryOf(product.groups) }),
    servingMiB: sumOf(after),
    bytesPerInstance: bytes,
    coresOfOthers: rounded(spent.coresOfOthers),
    notes: [
      'all processes killed with SIGKILL, every acknowledged instance there afterwards',
      ...armed.trouble,
      FLUSHED,
    ].join('; '),
  };
}

/** Kills all processes, starts them again and runs a first `one-task`. */
async function secondsToRestart(product: Product): Promise<number> {
  await product.kill();
  const since = performance.now();
  product.launch();
  await firstOneTask(product.api);
  return (performance.now() - since) / 1_000;
}

/** `{ before: { api: 1 } }` → `{ 'before api': 1 }` */
const allOf = (phases: Readonly<Record<string, Shares>>): Shares =>
  Object.fromEntries(
    Object.entries(phases).flatMap(([phase, shares]) =>
      Object.entries(shares).map(([name, value]) => [`${phase} ${name}`, value] as const),
    ),
  );
