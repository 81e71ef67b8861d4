import { isBeginOfNumber, isOfNumber } from './characters.js';
import { isExact } from './exact-number.js';
import { MAX_DEPTH } from './limits.js';
import type { JsonPath } from './pointer.js';

/** So many are told; a text with more of them is not read to its end. */
const MOST = 1_000;

/** A number literal that a double does not keep. */
export interface InexactLiteral {
  /** As it is written; of long ones the beginning. */
  readonly literal: string;
  /** What would become of it, as JavaScript prints it. */
  readonly kept: string;
}

/** Such a literal in a JSON text. */
export interface InexactNumber extends InexactLiteral {
  readonly path: JsonPath;
}

/** The longest literal that is told in full. */
const SHOWN = 40;

/** What becomes of a literal that a double does not keep; undefined: it is kept. */
export function inexactLiteral(literal: string): InexactLiteral | undefined {
  if (isExact(literal)) return undefined;
  const shown = literal.length > SHOWN ? `${literal.slice(0, SHOWN)}…` : literal;
  return { literal: shown, kept: String(Number(literal)) };
}

/** A list or an object that is being read. */
interface Level {
  /** Index of the item; undefined in an object. */
  index: number | undefined;
  /** The name of the member as it is written, with its quotes; undefined until it is met. */
  name: string | undefined;
}

/** The position behind the string that begins at a quote. */
function endOfString(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
}

/** Deeper ones are no place that anybody looks for. */
const pathOf = (levels: readonly Level[]): JsonPath =>
  levels.slice(0, MAX_DEPTH).map(({ index, name }) => index ?? (JSON.parse(name ?? '""') as string));

/** The numbers of a text that a double does not keep, in the order of the text: the first 1,000. `text` is JSON. */
export function inexactNumbers(text: string): readonly InexactNumber[] {
  const found: InexactNumber[] = [];
  const levels: Level[] = [];
  let end: number;
  for (let at = 0; at < text.length && found.length < MOST; at = end) {
    const level = levels.at(-1);
    end = at + 1;
    switch (text[at]) {
      case '"':
        end = endOfString(text, at);
        if (level !== undefined && level.index === undefined) level.name ??= text.slice(at, end);
        break;
      case '[':
        levels.push({ index: 0, name: undefined });
        break;
      case '{':
        levels.push({ index: undefined, name: undefined });
        break;
      case ']':
      case '}':
        levels.pop();
        break;
      case ',':
        if (level?.index !== undefined) level.index += 1;
        else if (level !== undefined) level.name = undefined;
        break;
      default: {
        if (!isBeginOfNumber(text.charCodeAt(at))) break;
        while (isOfNumber(text.charCodeAt(end))) end += 1;
        const inexact = inexactLiteral(text.slice(at, end));
        if (inexact !== undefined) found.push({ path: pathOf(levels), ...inexact });
      }
    }
  }
  return found;
}
