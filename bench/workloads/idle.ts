import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { closedLoop } from '../measure/closed-loop.js';
import { cpuBetween, cpuSnapshot, memoryOf, type CpuSnapshot } from '../measure/processes.js';
import { percentilesOf } from '../measure/percentiles.js';
import { bytesPerInstance, durableBytes } from '../product/durable-bytes.js';
import { diagrams } from '../product/diagrams.js';
import type { Product } from '../product/product.js';
import { allRounded, rounded } from '../report/figures.js';
import { firstOneTask } from './first-one-task.js';
import { FLUSHED, type Workload } from './workload.js';

const COUNT = 5_000;
const CONCURRENCY = 20;
const LOOK_EVERY_MS = 100;

/** Starts are acknowledged at the door; the workflows that hold the timers follow. Waits until all are there. */
async function untilArmed(product: Product): Promise<void> {
  const client = new Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    for (;;) {
      const { rowCount } = await client.query('select 1 from process_instances where not workflow_started limit 1');
      if (rowCount === 0) return;
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    await client.end();
  }
}

/** Many instances that wait for a timer of 30 days; then everything is killed and started again. */
export const idle: Workload = {
  measure: (sitting) =>
    sitting.withProduct('started', async (product) => {
      const { api } = product;
      const count = sitting.limits.count ?? COUNT;
      sitting.say(`idle, creating ${count}`);
      await firstOneTask(api);
      await api.deploy('idle.bpmn', diagrams.idle);
      const { groups } = product;
      const rssBefore = memoryOf(groups);
      const bytesBefore = await durableBytes(product);
      const marks: Partial<Record<'begin' | 'end', CpuSnapshot>> = {};
      const created = await closedLoop({
        concurrency: CONCURRENCY,
        warmUp: 0,
        count,
        seconds: sitting.limits.seconds,
        one: async () => void (await api.start('idle', {})),
        mark: (moment) => (marks[moment] = cpuSnapshot(groups)),
      });
      const acknowledged = performance.now();
      await untilArmed(product);
      const armedAfter = (performance.now() - acknowledged) / 1_000;
      const spent = cpuBetween(marks.begin as CpuSnapshot, cpuSnapshot(groups));
      const cpuPer1000 = Object.fromEntries(
        Object.entries(spent.byGroup).map(([name, seconds]) => [name, (seconds * 1_000) / created.count]),
      );
      const rssAfter = memoryOf(groups);
      const bytes = bytesPerInstance(bytesBefore, await durableBytes(product), created.count);

      sitting.say('idle, killing and starting again');
      await product.kill();
      const since = performance.now();
      product.launch();
      await firstOneTask(api);
      const restart = (performance.now() - since) / 1_000;
      const there = await api.count('idle', 'ACTIVE');
      if (there !== created.count) throw new Error(`${created.count} starts were acknowledged, ${there} are there`);
      const memory = { ...prefixed('before', rssBefore), ...prefixed('after', rssAfter) };
      return [
        {
          ...sitting.engine,
          workload: 'idle',
          concurrency: CONCURRENCY,
          n: created.count,
          perSecond: rounded(created.count / created.seconds),
          stretchesMs: { startCall: percentilesOf(created.latencies) },
          seconds: { untilTimersArmed: rounded(armedAfter), restartToFirstOneTask: rounded(restart) },
          cpuSecondsPer1000: rounded(Object.values(cpuPer1000).reduce((sum, value) => sum + value, 0)),
          cpuPer1000: allRounded(cpuPer1000),
          rssMiB: { ...memory, ...prefixed('restarted', memoryOf(product.groups)) },
          bytesPerInstance: bytes,
          coresOfOthers: rounded(spent.coresOfOthers),
          notes: `all processes killed with SIGKILL, every acknowledged instance there afterwards; ${FLUSHED}`,
        },
      ];
    }),
  handWritten: ({ count }) => [{ name: `idle:local:${count ?? COUNT}`, concurrency: CONCURRENCY }],
};

const prefixed = (prefix: string, values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
