import { inexactNumbers, type InexactLiteral, type InexactNumber } from './inexact-numbers.js';
import { mayHoldInexact } from './suspicion.js';
import { jsonPointer } from './pointer.js';

/** A JSON text that was read. */
export interface DecodedJson {
  readonly document: unknown;
  /** Numbers that are not in `document` as they are in the text: the first 1,000. */
  readonly inexact: readonly InexactNumber[];
}

const none: readonly InexactNumber[] = [];

/**
 * Reads JSON as `JSON.parse` does and says which of its numbers were lost on the way: what `isExact` says of a literal. Later
 * duplicates of a name win and `__proto__` is a member like any other, as in `JSON.parse`.
 *
 * For every text that comes from outside: requests, files, what people type, results of others' activities. A value that
 * was computed here and is read back (columns of Postgres, payloads of Temporal, the browser's own storage) needs no check:
 * it was a double when it was written, `JSON.stringify` prints the shortest text of a double, that text is exact, and
 * neither Postgres (`jsonb` keeps decimals of any length) nor Temporal (bytes) changes the decimal value.
 *
 * Costs about 1 ms for a megabyte over `JSON.parse`, 17 % where that has members and numbers to make; only numbers of 16 and
 * more digits cost more, each is compared (docs/performance.md).
 * @throws SyntaxError
 */
export function decodeJson(text: string): DecodedJson {
  const document: unknown = JSON.parse(text);
  return { document, inexact: typeof document === 'number' || mayHoldInexact(text) ? inexactNumbers(text) : none };
}

/** For people: what is wrong with a number that is not kept. */
export const inexactNumberDetail = ({ literal, kept }: InexactLiteral): string =>
  `The number ${literal} cannot be kept exactly, it would become ${kept}; send it as a text`;

/** The message of an error repeats so many of its numbers. */
const IN_MESSAGE = 10;

function messageOf(numbers: readonly InexactNumber[]): string {
  const told = numbers
    .slice(0, IN_MESSAGE)
    .map((number) => `${jsonPointer(number.path)}: ${inexactNumberDetail(number)}`);
  return [...told, ...(numbers.length > IN_MESSAGE ? ['and others'] : [])].join('; ');
}

/** A JSON text has numbers that cannot be kept. */
export class InexactNumberError extends Error {
  override readonly name = 'InexactNumberError';

  constructor(readonly numbers: readonly InexactNumber[]) {
    super(messageOf(numbers));
  }
}

/**
 * Reads JSON of which every number is kept. See `decodeJson`.
 * @throws SyntaxError, InexactNumberError
 */
export function parseJson(text: string): unknown {
  const { document, inexact } = decodeJson(text);
  if (inexact.length > 0) throw new InexactNumberError(inexact);
  return document;
}
