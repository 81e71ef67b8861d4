import type { Figures } from './report/figures.js';

/**
 * Measures several times, by turns with what runs beside it, and keeps the best of each: on a shared machine the best
 * tells most, because disturbance only ever makes slower.
 */
export async function bestOf(
  rounds: number,
  measureOurs: () => Promise<readonly Figures[]>,
  measureTheirs: (() => Promise<readonly Figures[]>) | undefined,
): Promise<{ readonly ours: readonly Figures[]; readonly theirs: readonly Figures[] }> {
  let ours: readonly Figures[] = [];
  let theirs: readonly Figures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours = better(ours, await measureOurs());
    if (measureTheirs) theirs = better(theirs, await measureTheirs());
  }
  return { ours, theirs };
}

/** The better of two measurements of the same cases, case by case. */
function better(before: readonly Figures[], now: readonly Figures[]): readonly Figures[] {
  return now.map((figures, index) => {
    const earlier = before[index];
    return earlier !== undefined && scoreOf(earlier) > scoreOf(figures) ? earlier : figures;
  });
}

/** More is better: throughput, else the inverse of the durations that were measured. */
function scoreOf({ perSecond, stretchesMs, seconds }: Figures): number {
  if (perSecond !== undefined) return perSecond;
  const durations = [...Object.values(stretchesMs ?? {}).map(({ p50 }) => p50), ...Object.values(seconds ?? {})];
  return 1 / durations.reduce((sum, value) => sum + value, 0);
}
