import { closedLoop } from '../measure/closed-loop.js';
import { cpuBetween, cpuSnapshot, memoryOf, type CpuSnapshot, type ProcessGroups } from '../measure/processes.js';
import { sumOf, perThousand } from '../measure/shares.js';
import { percentilesOf } from '../measure/percentiles.js';
import { WorkerProcess } from '../load/worker-process.js';
import { bytesPerInstance, durableBytes } from '../product/durable-bytes.js';
import { diagrams, JOB_TYPE, startVariables, type ProcessId } from '../product/diagrams.js';
import type { Product } from '../product/product.js';
import { historyFigures } from '../product/temporal.js';
import { allRounded, rounded, type Figures } from '../report/figures.js';
import type { Load } from './loads.js';
import { FLUSHED, type Sitting } from './workload.js';

/** A load of instances whose jobs an outside worker completes. */
export interface JobLoad extends Load {
  readonly processId: ProcessId;
}

/** Runs work with a job worker's process beside a started product. */
export async function withJobWorker<T>(product: Product, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
  const { address, apiKey } = product;
  const worker = await WorkerProcess.start({ address, apiKey, jobType: JOB_TYPE });
  try {
    return await work(worker);
  } finally {
    await worker.stop();
  }
}

/** Deploys the process and measures a closed loop of its instances, each a start call that awaits its end. */
export async function measureJobs(
  sitting: Sitting,
  product: Product,
  worker: WorkerProcess,
  load: JobLoad,
): Promise<Figures> {
  const { api } = product;
  const { processId, concurrency } = load;
  const serving = product.groups;
  const groups: ProcessGroups = {
    ...serving,
    jobWorker: { pid: worker.pid, withDescendants: false },
    load: { pid: process.pid, withDescendants: false },
  };
  await api.deploy(`${processId}.bpmn`, diagrams[processId]);
  const bytesBefore = await durableBytes(product);
  const completedBefore = await api.count(processId, 'COMPLETED');
  const marks: Partial<Record<'begin' | 'end', CpuSnapshot>> = {};
  let started = 0;
  const loop = await closedLoop({
    concurrency,
    warmUp: load.warmUp,
    count: load.count,
    seconds: sitting.limits.seconds,
    one: () => {
      started += 1;
      return Promise.race([api.run(processId, startVariables[processId]), worker.failed]);
    },
    mark: (moment) => (marks[moment] = cpuSnapshot(groups)),
  });
  const completed = (await api.count(processId, 'COMPLETED')) - completedBefore;
  if (completed !== started) throw new Error(`${started} instances were started, ${completed} have ended`);
  const spent = cpuBetween(marks.begin as CpuSnapshot, marks.end as CpuSnapshot);
  const cpuPer1000 = perThousand(spent.byGroup, loop.count);
  const rssMiB = memoryOf(groups);
  const history = await historyFigures(product);
  return {
    ...sitting.engine,
    workload: processId,
    concurrency,
    n: loop.count,
    perSecond: rounded(loop.count / loop.seconds),
    latencyMs: percentilesOf(loop.latencies),
    cpuSecondsPer1000: rounded(sumOf(cpuPer1000, Object.keys(serving))),
    cpuPer1000: allRounded(cpuPer1000),
    rssMiB,
    servingMiB: sumOf(rssMiB, Object.keys(serving)),
    bytesPerInstance: bytesPerInstance(bytesBefore, await durableBytes(product), started),
    ...(history && { history }),
    coresOfOthers: rounded(spent.coresOfOthers),
    notes: FLUSHED,
  };
}
