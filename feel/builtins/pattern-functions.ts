import { BudgetExceededError, type Budget } from '../budget.js';
import { failures } from '../failures.js';
import { PatternError } from '../patterns/pattern-error.js';
import { pattern, type Pattern } from '../patterns/pattern.js';
import { replaceMatches, splitAtMatches, textsOfMatches } from '../patterns/replacing.js';

/** A built-in function with the names of its parameters. */
interface PatternFunction {
  readonly parameters: readonly string[];
  readonly call: (...given: unknown[]) => unknown;
}

/** The names of the functions that take patterns, and which of their parameters those are. */
export const patternParameters = {
  matches: ['input', 'pattern', 'flags'],
  replace: ['input', 'pattern', 'replacement', 'flags'],
  split: ['string', 'delimiter'],
  extract: ['string', 'pattern'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * `matches`, `replace`, `split` (DMN 1.5, 10.3.4.3) and Camunda's `extract` on an engine that never backtracks. A wrong type
 * gives null, so does what is no pattern at all, with a warning; what cannot be run is a failure that says why.
 */
export function patternFunctions(
  budget: Budget,
  warn: (message: string) => void,
): Readonly<Record<keyof typeof patternParameters, PatternFunction>> {
  const { spend } = budget;
  const using = (source: string, flags: string, use: (ready: Pattern) => unknown): unknown => {
    if (/[^smixq]/.test(flags)) throw new BudgetExceededError(failures.patternFlags(flags.slice(0, 20)));
    try {
      return use(pattern(source, { dialect: 'xpath', flags }, spend));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      if (error.failure.rule !== 'pattern-syntax') throw new BudgetExceededError(error.failure);
      warn(error.message);
      return null;
    }
  };
  const declared = (
    name: keyof typeof patternParameters,
    call: (texts: readonly string[], flags: string) => unknown,
  ): PatternFunction => {
    const parameters = patternParameters[name];
    const hasFlags = parameters.at(-1) === 'flags';
    const needed = hasFlags ? parameters.length - 1 : parameters.length;
    return {
      parameters,
      call: (...given) => {
        const texts = given.slice(0, needed).map(textOf);
        const flags = (hasFlags ? given[needed] : undefined) ?? '';
        if (texts.length < needed || !texts.every(isText) || !isText(flags)) return null;
        return call(texts, flags);
      },
    };
  };
  return {
    matches: declared('matches', ([text, source], flags) => using(source!, flags, (ready) => ready.test(text!, spend))),
    replace: declared('replace', ([text, source, replacement], flags) =>
      using(source!, flags, (ready) => replaceMatches(ready, text!, replacement!, spend)),
    ),
    split: declared('split', ([text, source]) => using(source!, '', (ready) => splitAtMatches(ready, text!, spend))),
    extract: declared('extract', ([text, source]) =>
      using(source!, '', (ready) => textsOfMatches(ready, text!, spend)),
    ),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A list of one item stands for the item (DMN 1.5, 10.3.2.9.4). */
const textOf = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
