const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** A process that has lived this long has proved itself: its next failure counts as the first. */
export const PROVEN_MS = 10_000;

/** How long to wait before starting a process again that has failed this many times in a row (1 = the first). */
export function restartDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
