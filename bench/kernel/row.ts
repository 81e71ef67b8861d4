/** One measured workload, printed as one line of JSON. Figures that were not measured are left out. */
export interface Row {
  readonly engine: 'reglament kernel';
  readonly workload: string;
  /** Work done in the fastest and in the median round; a noisy machine shows in the difference. */
  readonly n: number;
  readonly perSecond?: number;
  /** Milliseconds for the whole workload. */
  readonly ms?: { readonly median: number; readonly best: number };
  readonly microsecondsPerItem?: number;
  readonly elementsPerSecond?: number;
  readonly bytes?: Readonly<Record<string, number>>;
  readonly notes?: string;
}

/** Milliseconds of a round, the median and the best of several, after a warm-up. */
export function time(
  round: () => void,
  rounds: number,
  warmUp = 1,
): { readonly median: number; readonly best: number } {
  for (let turn = 0; turn < warmUp; turn += 1) round();
  const times: number[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const begin = performance.now();
    round();
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  return { median: rounded(times[Math.floor(times.length / 2)] ?? 0), best: rounded(times[0] ?? 0) };
}

/** Three significant digits: more would claim a precision that a shared machine does not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
