import { it } from '@jest/globals';

/**
 * Says that a suite cannot run on this machine, by a skipped test that only carries the notice: `npm test` shows it at its
 * end (`embedded/checks/jest-summary.ts` knows it by its first words).
 *
 * @param what the suite, in the plural
 * @param why what is missing, and how to get it
 */
export const leaveOut = (what: string, why: string): void => {
  it.skip(`left out: ${what} (${why})`, () => undefined);
};
