export const QUOTE = 34;
export const COMMA = 44;
export const MINUS = 45;
export const COLON = 58;
export const BACKSLASH = 92;
export const OPEN_LIST = 91;
export const CLOSE_LIST = 93;
export const OPEN_OBJECT = 123;
export const CLOSE_OBJECT = 125;

const PLUS = 43;
const POINT = 46;
const SLASH = 47;
const SPACE = 32;
const ZERO = 48;
const NINE = 57;
const SMALL_E = 101;

export const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** Letters, the most frequent, fail the first comparison. */
export const isDigitOrPoint = (code: number): boolean => code <= NINE && code >= POINT && code !== SLASH;

/** A character of a number literal. Compares with `NaN` (before the beginning, behind the end) are false. */
export const isOfNumber = (code: number): boolean =>
  isDigitOrPoint(code) || code === MINUS || code === PLUS || (code | 32) === SMALL_E;

export const isBlank = (code: number): boolean => code <= SPACE;
