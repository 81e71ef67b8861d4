// Written as numbers: bundlers make variables of constants, and these are asked for every character of a text.

export const isBeginOfNumber = (code: number): boolean =>
  (code >= 48 /* 0 */ && code <= 57) /* 9 */ || code === 45; /* - */

/** Letters, the most frequent, fail the first comparison. */
export const isDigitOrPoint = (code: number): boolean =>
  code <= 57 /* 9 */ && code >= 46 /* . */ && code !== 47; /* / */

/** A character of a number literal. Of what lies outside of a text (`NaN`) it is false, as all of these are. */
export const isOfNumber = (code: number): boolean =>
  isDigitOrPoint(code) || code === 45 /* - */ || code === 43 /* + */ || (code | 32) === 101; /* e, E */

/** A blank, or another character that JSON has between its parts. */
const isBlank = (code: number): boolean => code <= 32;

/** What may stand in front of a value in a list or an object. */
export const isBeforeValue = (code: number): boolean =>
  code === 58 /* : */ || code === 44 /* , */ || code === 91 /* [ */ || isBlank(code);

/** What may stand behind a value in a list or an object. */
export const isBehindValue = (code: number): boolean =>
  code === 44 /* , */ || code === 125 /* } */ || code === 93 /* ] */ || isBlank(code);
