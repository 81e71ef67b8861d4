import type { Figures } from './report/figures.js';

/**
 * Measures several contenders by turns (A, B, A, B …) and keeps the best round of each case of each: on a shared machine
 * the best tells most, because disturbance only ever makes slower.
 *
 * @returns the figures of each contender, in the given order
 */
export async function byTurns(
  rounds: number,
  measures: readonly ((round: number) => Promise<readonly Figures[]>)[],
): Promise<readonly (readonly Figures[])[]> {
  let best: readonly (readonly Figures[])[] = measures.map(() => []);
  for (let round = 1; round <= rounds; round += 1) {
    const measured: (readonly Figures[])[] = [];
    for (const measure of measures) measured.push(await measure(round));
    best = best.map((before, index) => better(before, measured[index] ?? []));
  }
  return best;
}

/** The better of two measurements of the same cases, case by case. */
function better(before: readonly Figures[], now: readonly Figures[]): readonly Figures[] {
  return now.map((figures, index) => {
    const earlier = before[index];
    return earlier !== undefined && scoreOf(earlier) > scoreOf(figures) ? earlier : figures;
  });
}

/** More is better: throughput, else the inverse of the durations that were measured. */
function scoreOf({ perSecond, probeMs, stretchesMs, seconds }: Figures): number {
  if (perSecond !== undefined) return perSecond;
  if (probeMs !== undefined) return 1 / probeMs.p99;
  const durations = [...Object.values(stretchesMs ?? {}).map(({ p50 }) => p50), ...Object.values(seconds ?? {})];
  return 1 / durations.reduce((sum, value) => sum + value, 0);
}
