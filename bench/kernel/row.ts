/** One measured workload, printed as one line of JSON. Figures that were not measured are left out. */
export interface Row {
  readonly engine: string;
  readonly workload: string;
  /** Instances, items, rounds or elements: what the figures are computed per. */
  readonly n: number;
  /** Milliseconds of one round of the workload; on a shared machine the best tells more than the median. */
  readonly ms?: Pick<Timing, 'median' | 'best'>;
  readonly perSecond?: number;
  readonly elementsPerSecond?: number;
  readonly microsecondsPerItem?: number;
  /** Processor seconds per 1,000 of `n`; waiting for a busy processor is not in it. */
  readonly cpuSecondsPer1000?: number;
  readonly bytes?: Readonly<Record<string, number>>;
  readonly notes?: string;
}

/** Milliseconds of a round. */
export interface Timing {
  readonly median: number;
  readonly best: number;
  /** Processor time, all threads, mean of the rounds. */
  readonly cpu: number;
}

/** Times several rounds after a warm-up. */
export async function time(round: () => void | Promise<void>, rounds: number, warmUp = 2): Promise<Timing> {
  for (let turn = 0; turn < warmUp; turn += 1) await round();
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let turn = 0; turn < rounds; turn += 1) {
    const begin = performance.now();
    await round();
    times.push(performance.now() - begin);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  return {
    median: rounded(times[Math.floor(times.length / 2)] ?? 0),
    best: rounded(times[0] ?? 0),
    cpu: rounded((user + system) / 1_000 / rounds),
  };
}

/** Three significant digits: more would claim a precision that a shared machine does not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
