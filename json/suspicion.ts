import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isBlank,
  isDigitOrPoint,
  isOfNumber,
  MINUS,
  OPEN_LIST,
} from './characters.js';
import { isExact } from './exact-number.js';

/** A literal with fewer digits (15) is exact as long as its exponent is not large. */
const LONG = 16;

/** Two digits of exponent leave a literal that is not long far from the ends of what a double reaches. */
const LARGE_EXPONENT = /\d[eE][+-]?\d{3,}(?=[\s,\]}]|$)/g;

const isBeforeValue = (code: number): boolean =>
  code === COLON || code === COMMA || code === OPEN_LIST || isBlank(code);

const isBehindValue = (code: number): boolean =>
  code === COMMA || code === CLOSE_OBJECT || code === CLOSE_LIST || isBlank(code);

/**
 * Looks at every `LONG`th character: no run of `LONG` digits and points lies between two of them. A run that holds two of
 * them was judged at the first.
 */
function hasLong(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let from = at;
    let before: number;
    do {
      from -= 1;
      before = text.charCodeAt(from);
    } while (isDigitOrPoint(before) && at - from < LONG);
    if (before === MINUS) before = text.charCodeAt(from - 1);
    if (!isBeforeValue(before) || !isOfNumber(text.charCodeAt(from + LONG))) continue;
    let to = at + 1;
    while (isOfNumber(text.charCodeAt(to))) to += 1;
    if (to - from > LONG && isBehindValue(text.charCodeAt(to)) && !isExact(text.slice(from + 1, to))) return true;
    at = to - 1;
  }
  return false;
}

function hasLarge(text: string): boolean {
  LARGE_EXPONENT.lastIndex = 0;
  for (let found = LARGE_EXPONENT.exec(text); found !== null; found = LARGE_EXPONENT.exec(text)) {
    let from = found.index;
    while (isOfNumber(text.charCodeAt(from - 1))) from -= 1;
    if (isBeforeValue(text.charCodeAt(from - 1)) && !isExact(text.slice(from, LARGE_EXPONENT.lastIndex))) return true;
  }
  return false;
}

/**
 * Whether a list or an object in JSON may hold a number that is not exact: false is certain, true may be a number in a string.
 * Reads a sixteenth of the text, and all of it with a pattern that the engine skips along.
 */
export const mayHoldInexact = (text: string): boolean => hasLong(text) || hasLarge(text);
