import { PatternError } from './pattern-error.js';
import { pattern } from './pattern.js';

/** Characters that are looked at at most. */
const TEXT_LIMIT = 1_000_000;

/**
 * Whether a text fits the pattern of a form's field, which is written in JavaScript's syntax; undefined: the pattern cannot
 * be run.
 */
export function fitsPattern(text: string, source: string): boolean | undefined {
  if (text.length > TEXT_LIMIT) return false;
  try {
    return pattern(source, { dialect: 'javascript' }, () => undefined).test(text, () => undefined);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}
