import { isBeforeValue, isBehindValue, isDigitOrPoint, isOfNumber } from './characters.js';
import { isExact } from './exact-number.js';

/** A literal with fewer digits (15) is exact as long as its exponent is not large. */
const LONG = 16;

const MINUS = 45;

/** Two digits of exponent leave a literal that is not long far from the ends of what a double reaches. */
const LARGE_EXPONENT = /\d[eE][+-]?\d{3,}(?=[\s,\]}]|$)/g;

/** Whether what begins at a position, where a value may stand, is a long number that is not exact. `inside` lies in it. */
function isInexact(text: string, from: number, inside: number): boolean {
  let to = inside;
  while (to < text.length && isOfNumber(text.charCodeAt(to))) to += 1;
  return to - from >= LONG && to < text.length && isBehindValue(text.charCodeAt(to)) && !isExact(text.slice(from, to));
}

/**
 * Looks at every `LONG`th character: no run of `LONG` digits and points lies between two of them. A run that holds two of
 * them is judged at the first.
 */
function hasLong(text: string): boolean {
  const long = LONG;
  for (let at = long - 1; at < text.length; at += long) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let from = at;
    let before: number;
    do {
      from -= 1;
      before = text.charCodeAt(from);
    } while (isDigitOrPoint(before) && at - from < long);
    if (before === MINUS) before = text.charCodeAt(from - 1);
    if (!isBeforeValue(before) || from + long >= text.length || !isOfNumber(text.charCodeAt(from + long))) continue;
    if (isInexact(text, from + 1, at)) return true;
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
