/** The value of a decimal literal: `digits` × 10^`exponent`, without zeros at either end. Zero has no digits. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

const PARTS = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

const ZERO = '0'.charCodeAt(0);

/** By hand: `/0+$/` takes the square of the length of a literal that is full of zeros. */
function decimalOf(literal: string): Decimal {
  const [, whole = '', fraction = '', power = '0'] = PARTS.exec(literal) ?? [];
  const all = whole + fraction;
  let from = 0;
  let to = all.length;
  while (from < to && all.charCodeAt(from) === ZERO) from += 1;
  while (to > from && all.charCodeAt(to - 1) === ZERO) to -= 1;
  if (from === to) return { digits: '', exponent: 0 };
  return { digits: all.slice(from, to), exponent: Number(power) - fraction.length + (all.length - to) };
}

/**
 * Whether a decimal literal survives as a double: the decimal value of the literal equals the decimal value of the
 * shortest text that the double prints, which is what is stored, sent and shown. So `0.1`, `1.50`, `1e2`, `-0` and
 * 9007199254740992 do, 9007199254740993 and `1e400` do not; nor does 12345678901234567168, which is the exact value of a
 * double, because that double prints 12345678901234567000.
 */
export function isExact(literal: string): boolean {
  const number = Number(literal);
  const printed = String(number);
  if (printed === literal) return true;
  if (!Number.isFinite(number)) return false;
  const written = decimalOf(literal);
  const kept = decimalOf(printed);
  return written.digits === kept.digits && written.exponent === kept.exponent;
}
