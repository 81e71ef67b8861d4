import { RE2JS } from 're2js';
import { failures } from '../failures.js';
import { CountedInput, type Spend } from './counted-input.js';
import { PatternError, shownPattern, type PatternFailure } from './pattern-error.js';
import { translate, type Dialect } from './translate.js';

/** Characters that a pattern may have. */
export const patternLimit = 2_000;

/** Instructions that the program of a pattern may have. */
const PROGRAM_LIMIT = 5_000;

/** So many patterns are kept ready. */
const KEPT = 200;

/** How a pattern is to be read; the letters are those of XPath's flags. */
export interface PatternOptions {
  readonly dialect: Dialect;
  /** Some of s (`.` is any character), m (`^` and `$` at lines), i (without case), x (spaced), q (no pattern, but a text). */
  readonly flags?: string;
}

/** One place where a pattern matches: its range, then those of its groups; -1 where a group took no part. */
export type Match = readonly number[];

/** A regular expression that runs in time linear to the text. `spend` hears of the work as it is done. */
export interface Pattern {
  readonly groups: number;
  readonly groupNames: Readonly<Record<string, number>>;
  /** Whether it matches somewhere in a text. */
  test(text: string, spend: Spend): boolean;
  /** The places where it matches, from left to right. */
  matches(text: string, spend: Spend): IterableIterator<Match>;
}

const UNANCHORED = 0;

const kept = new Map<string, Pattern | PatternError>();

/**
 * Makes a pattern ready, or takes one that was. The work of making it ready is told to `spend`, too, whether or not it had
 * to be done again.
 * @throws PatternError, what `spend` throws
 */
export function pattern(source: string, options: PatternOptions, spend: Spend): Pattern {
  spend(1 + Math.min(source.length, patternLimit) / 4);
  const key = `${options.dialect} ${options.flags ?? ''} ${source}`;
  const found = kept.get(key);
  kept.delete(key);
  const ready = found ?? prepared(source, options);
  const [oldest] = kept.size >= KEPT ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
  if (key.length <= 2 * patternLimit) kept.set(key, ready);
  if (ready instanceof PatternError) throw ready;
  return ready;
}

/** Why a pattern cannot be run; undefined: it can. */
export function patternFailure(source: string, options: PatternOptions): PatternFailure | undefined {
  try {
    pattern(source, options, () => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.failure;
    throw error;
  }
}

function prepared(source: string, { dialect, flags = '' }: PatternOptions): Pattern | PatternError {
  if (source.length > patternLimit) return new PatternError(failures.patternTooLarge(shownPattern(source)));
  try {
    const text = flags.includes('q')
      ? RE2JS.quote(source)
      : translate(source, { dialect, dotAll: flags.includes('s'), spaced: flags.includes('x') });
    const bits = (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0);
    const compiled = RE2JS.compile(text, bits);
    if (compiled.programSize() > PROGRAM_LIMIT) return new PatternError(failures.patternTooLarge(shownPattern(source)));
    return new LinearPattern(compiled);
  } catch (error) {
    return error instanceof PatternError ? error : new PatternError(failureOf(error, shownPattern(source)));
  }
}

const failureOf = (error: unknown, shown: string): PatternFailure =>
  error instanceof RangeError || (error instanceof Error && /repeat count|too deep|too large/.test(error.message))
    ? failures.patternTooLarge(shown)
    : failures.patternSyntax(shown);

class LinearPattern implements Pattern {
  readonly groups: number;
  readonly groupNames: Readonly<Record<string, number>>;
  readonly #compiled: RE2JS;
  /** Steps for a character that is read: more where more ways through the program may be open at once. */
  readonly #cost: number;

  constructor(compiled: RE2JS) {
    this.#compiled = compiled;
    this.groups = compiled.groupCount();
    this.groupNames = compiled.namedGroups();
    this.#cost = (150 + 8 * compiled.programSize()) / 400;
  }

  test(text: string, spend: Spend): boolean {
    const input = new CountedInput(text, spend, this.#cost / 4);
    const found = this.#search(input, 0, 0) !== null;
    input.settle();
    return found;
  }

  *matches(text: string, spend: Spend): IterableIterator<Match> {
    const input = new CountedInput(text, spend, this.#cost);
    for (let from = 0; from <= text.length;) {
      spend(0.1);
      const match = this.#search(input, from, 2 * (1 + this.groups));
      input.settle();
      if (match === null) return;
      yield match;
      const [start = 0, end = 0] = match;
      from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
    }
  }

  #search(input: CountedInput, from: number, capacity: number): Match | null {
    return this.#compiled.re2().executeEngine(input, from, UNANCHORED, capacity) as Match | null;
  }
}
