import type { failures } from '../failures.js';

/** Why a pattern is no regular expression that can be run. */
export type PatternFailure = ReturnType<
  (typeof failures)['patternBackReference' | 'patternLookAround' | 'patternTooLarge' | 'patternSyntax']
>;

/** A pattern cannot be run. */
export class PatternError extends Error {
  override readonly name = 'PatternError';

  constructor(readonly failure: PatternFailure) {
    super(failure.message);
  }
}

/** Patterns are shown so long. */
const SHOWN = 60;

export const shownPattern = (pattern: string): string =>
  pattern.length > SHOWN ? `${pattern.slice(0, SHOWN)}…` : pattern;
