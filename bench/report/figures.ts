/** Percentiles of durations in ms. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Absent where the one that measured does not tell it. */
  readonly max?: number;
}

/** What Temporal's history holds of an instance, mean of a sample. */
export interface HistoryFigures {
  readonly events: number;
  readonly workflowTasks?: number;
  readonly bytes?: number;
}

/**
 * One measured workload, printed as one line of JSON. What was not measured is left out. Figures are worth something in
 * relation to others of the same sitting only.
 */
export interface Figures {
  readonly engine: string;
  readonly version: string;
  readonly workload: string;
  readonly concurrency?: number;
  readonly n: number;
  /** Finished instances, or for `timers` created ones. */
  readonly perSecond?: number;
  /** Element completions. */
  readonly transitionsPerSecond?: number;
  /** From the start call to the end seen outside. */
  readonly latencyMs?: Percentiles;
  /** Durations of named stretches. */
  readonly stretchesMs?: Readonly<Record<string, Percentiles>>;
  /** How long a cheap request took beside the work. */
  readonly probeMs?: Percentiles;
  readonly seconds?: Readonly<Record<string, number>>;
  /** Of everything that serves. */
  readonly cpuSecondsPer1000?: number;
  /** By process group; `load` and `jobWorker` are the outside world. */
  readonly cpuPer1000?: Readonly<Record<string, number>>;
  readonly rssMiB?: Readonly<Record<string, number>>;
  /** Memory of everything that serves. */
  readonly servingMiB?: number;
  readonly bytesPerInstance?: Readonly<Record<string, number>>;
  readonly history?: HistoryFigures;
  /** Cores that processes outside of this measurement kept busy: disturbance when it is not near 0. */
  readonly coresOfOthers?: number;
  readonly notes?: string;
}

/** Rounded to three significant digits: more would claim a precision that a shared machine does not have. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** Every number of a record rounded. */
export const allRounded = (values: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]));
