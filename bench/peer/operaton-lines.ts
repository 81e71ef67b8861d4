import { rounded, type Figures, type Percentiles } from '../report/figures.js';

/** A line that the driver of the harness prints; only what is used. */
export interface DriverLine {
  readonly workload: string;
  readonly version: string;
  readonly concurrency: number;
  readonly n: number;
  readonly perSecond?: number;
  readonly transitionsPerSecond?: number;
  readonly latencyMs?: Percentiles;
  readonly cpuSecondsPer1000?: number;
  readonly cpuSplitPer1000?: Readonly<Record<string, number>>;
  readonly rssMiB?: Readonly<Record<string, number>>;
  readonly walBytesPerInstance?: number;
  readonly dbBytesPerInstance?: number;
  readonly cores?: { readonly others?: number };
  readonly startToTaskVisibleMs?: Percentiles;
  readonly completeCallMs?: Percentiles;
  readonly secondsToFirstInstance?: number;
  readonly idleInstancesAfterKill?: number;
  readonly notes?: string;
}

export const ENGINE = 'operaton';
const FLUSHED = 'PostgreSQL fsync on, synchronous_commit on';

/** The driver's names for the memory of processes, by ours; its own is the load. */
const MEMORY: Readonly<Record<string, string>> = { server: 'jvm', postgresPss: 'postgres', driver: 'load' };
const SERVING = ['server', 'postgresPss'];

/** The lines in what the driver printed. @throws Error when there is none */
export function parseLines(printed: readonly string[]): readonly DriverLine[] {
  const lines = printed.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as DriverLine);
  if (lines.length === 0)
    throw new Error(`the driver of ${ENGINE} printed no figures: ${printed.join('\n').slice(-500)}`);
  return lines;
}

/** Translates a line of a workload with a load. */
export function figuresOf(workload: string, line: DriverLine): Figures {
  const { perSecond, transitionsPerSecond, latencyMs, cpuSecondsPer1000, startToTaskVisibleMs, completeCallMs } = line;
  // Where instances are only created the driver measures the call.
  const [latency, startCall] = workload === 'timers' ? [undefined, latencyMs] : [latencyMs, undefined];
  const stretches = {
    ...(startCall && { startCall: roundedOf(startCall) }),
    ...(startToTaskVisibleMs && { startToVisible: roundedOf(startToTaskVisibleMs) }),
    ...(completeCallMs && { completeCall: roundedOf(completeCallMs) }),
  };
  return {
    engine: ENGINE,
    version: line.version,
    workload,
    concurrency: line.concurrency,
    n: line.n,
    ...(perSecond !== undefined && { perSecond: rounded(perSecond) }),
    ...(transitionsPerSecond !== undefined && { transitionsPerSecond: rounded(transitionsPerSecond) }),
    ...(latency && { latencyMs: roundedOf(latency) }),
    ...(Object.keys(stretches).length > 0 && { stretchesMs: stretches }),
    ...(cpuSecondsPer1000 !== undefined && { cpuSecondsPer1000: rounded(cpuSecondsPer1000) }),
    ...(line.cpuSplitPer1000 && { cpuPer1000: line.cpuSplitPer1000 }),
    ...memoryOf(line),
    ...bytesOf(line),
    ...(line.cores?.others !== undefined && { coresOfOthers: Math.max(0, line.cores.others) }),
    notes: [...(line.notes === undefined ? [] : [line.notes]), FLUSHED].join('; '),
  };
}

/** Adds to the creation of waiting instances what came of killing and starting everything again. */
export function withRestart(created: Figures, restart: DriverLine): Figures {
  if (restart.idleInstancesAfterKill !== created.n) {
    throw new Error(`${ENGINE}: ${created.n} starts were acknowledged, ${restart.idleInstancesAfterKill} are there`);
  }
  return { ...created, seconds: { restartToFirstOneTask: rounded(restart.secondsToFirstInstance ?? 0) } };
}

/** Makes one measurement of the two starts. */
export function startupOf(cold: DriverLine, second: DriverLine): Figures {
  return {
    engine: ENGINE,
    version: cold.version,
    workload: 'startup',
    n: 2,
    seconds: {
      cold: rounded(cold.secondsToFirstInstance ?? 0),
      second: rounded(second.secondsToFirstInstance ?? 0),
    },
    ...memoryOf(cold),
    notes: `built before; ${FLUSHED}`,
  };
}

const roundedOf = ({ p50, p95, p99 }: Percentiles): Percentiles => ({
  p50: rounded(p50),
  p95: rounded(p95),
  p99: rounded(p99),
});

function memoryOf({ rssMiB }: DriverLine): Pick<Figures, 'rssMiB' | 'servingMiB'> {
  if (rssMiB === undefined) return {};
  const named = Object.entries(rssMiB).map(([name, size]) => [MEMORY[name] ?? name, size] as const);
  return {
    rssMiB: Object.fromEntries(named),
    servingMiB: SERVING.reduce((sum, name) => sum + (rssMiB[name] ?? 0), 0),
  };
}

function bytesOf({ walBytesPerInstance, dbBytesPerInstance }: DriverLine): Pick<Figures, 'bytesPerInstance'> {
  if (walBytesPerInstance === undefined || dbBytesPerInstance === undefined) return {};
  return { bytesPerInstance: { postgresLog: walBytesPerInstance, postgresFiles: dbBytesPerInstance } };
}
