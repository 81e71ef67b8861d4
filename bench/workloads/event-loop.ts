import { setTimeout as delay } from 'node:timers/promises';
import { ProbeProcess } from '../load/probe-process.js';
import type { WorkerProcess } from '../load/worker-process.js';
import { percentilesOf } from '../measure/percentiles.js';
import { diagrams, itemsOf, roundsFor, stateOf, type ProcessId } from '../product/diagrams.js';
import type { OrchestrationApi } from '../product/orchestration-api.js';
import { rounded, type Figures } from '../report/figures.js';
import { withJobWorker } from './job-load.js';
import { FLUSHED, type Sitting, type Workload } from './workload.js';

const PROBE = { path: '/health/live', everyMs: 10 };
/** How long the probe warms up, and how long it looks at the least, ms. */
const WARM_UP_MS = 2_000;
const SHORTEST_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Work that might hold up the API, and how many instances of it run one after the other. */
interface Case {
  readonly name: string;
  readonly processId: ProcessId;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly instances: number;
}

const cases: readonly Case[] = [
  { name: 'fan-out of 5,000', processId: 'fan-out', variables: itemsOf(5_000), instances: 3 },
  { name: 'loop of 100,000 commands', processId: 'long-loop', variables: roundsFor(100_000), instances: 5 },
  { name: 'state of 5 MB, 20 jobs', processId: 'large-state', variables: stateOf(5_000_000, 20), instances: 1 },
];

/** How long a cheap request takes while large instances run beside it. */
export const eventLoop: Workload = async (sitting) => {
  const figures = [
    await withProbe(sitting, (probe) => measure(sitting, probe, 'nothing', 0, () => Promise.resolve([]))),
  ];
  for (const { name, processId, variables, instances } of cases) {
    const count = sitting.limits.instances ?? instances;
    // A product for each case: what a case leaves unfinished must not disturb the next one.
    const measured = await withProbe(sitting, async (probe, api, worker) => {
      await api.deploy(`${processId}.bpmn`, diagrams[processId]);
      const work = () => runAll(api, worker, { name, processId, variables, instances: count }, sitting.limits.seconds);
      return measure(sitting, probe, name, count, work);
    });
    figures.push(measured);
  }
  return figures;
};

/** Runs work with a product, a job worker and a probe that has warmed up. */
const withProbe = <T>(
  sitting: Sitting,
  work: (probe: ProbeProcess, api: OrchestrationApi, worker: WorkerProcess) => Promise<T>,
): Promise<T> =>
  sitting.withProduct('started', (product) =>
    withJobWorker(product, async (worker) => {
      const probe = await ProbeProcess.start({ address: product.address, ...PROBE });
      try {
        await delay(WARM_UP_MS);
        return await work(probe, product.api, worker);
      } finally {
        await probe.stop();
      }
    }),
  );

async function measure(
  sitting: Sitting,
  probe: ProbeProcess,
  name: string,
  n: number,
  work: () => Promise<readonly string[]>,
): Promise<Figures> {
  sitting.say(`event-loop, ${name}`);
  probe.begin();
  const since = performance.now();
  const troubles = await work();
  const took = performance.now() - since;
  if (took < SHORTEST_MS) await delay(SHORTEST_MS - took);
  const { latencies, late, failed } = await probe.report();
  return {
    ...sitting.engine,
    workload: `event-loop, ${name}`,
    n,
    probeMs: percentilesOf(latencies),
    ...(n > 0 && { seconds: { work: rounded(took / 1_000) } }),
    notes: [
      `${latencies.length} probes, sent up to ${rounded(Math.max(...late))} ms late (p99 ${percentilesOf(late).p99})`,
      ...(failed > 0 ? [`${failed} probes failed`] : []),
      ...troubles,
      FLUSHED,
    ].join('; '),
  };
}

/** Runs instances one after the other until their time is up; answers what went wrong. */
async function runAll(
  api: OrchestrationApi,
  worker: WorkerProcess,
  { processId, variables, instances }: Case,
  seconds: number,
): Promise<readonly string[]> {
  const until = performance.now() + seconds * 1_000;
  for (let number = 1; number <= instances; number += 1) {
    const trouble = await Promise.race([runOne(api, processId, variables, until), worker.failed]).catch(
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (trouble !== undefined) return [`instance ${number} of ${instances}: ${trouble}`];
  }
  return [];
}

/** Answers why an instance did not end; undefined when it did. */
async function runOne(
  api: OrchestrationApi,
  processId: ProcessId,
  variables: Readonly<Record<string, unknown>>,
  until: number,
): Promise<string | undefined> {
  const instance = await api.start(processId, variables);
  while (!(await api.hasEnded(instance))) {
    if (await api.hasIncident(instance)) return 'it has an incident';
    if (performance.now() > until) return 'it had not ended when the time was up';
    await delay(LOOK_EVERY_MS);
  }
  return undefined;
}
