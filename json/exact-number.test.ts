import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isExact } from './exact-number.js';
import { growth, SQUARE } from './test-support/growth.js';
import { anyLiteral } from './test-support/literals.js';

/** The value of a literal as `integer` × 10^`exponent`, by another way than the one under test. */
const scaled = (literal: string): { readonly integer: bigint; readonly exponent: number } => {
  const [mantissa = '', power = '0'] = literal.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { integer: BigInt(`${whole}${fraction}`.replace(/^-/, '')), exponent: Number(power) - fraction.length };
};

const areEqual = (one: string, other: string): boolean => {
  const [a, b] = [scaled(one), scaled(other)];
  const least = Math.min(a.exponent, b.exponent);
  return a.integer * 10n ** BigInt(a.exponent - least) === b.integer * 10n ** BigInt(b.exponent - least);
};

describe('a number literal', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '0e999999999999999999999',
    '0.1',
    '1.50',
    '1e2',
    '1E+2',
    '-12.5e-3',
    '123456789012345',
    '9007199254740992',
    '9007199254740994',
    '12345678901234567000',
    '1e21',
    '1000000000000000000000000',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '5e-324',
    `1${'0'.repeat(308)}`,
    `0.${'0'.repeat(400)}1e401`,
    '1234567890.12',
  ])('is kept: %s', (literal) => {
    expect(isExact(literal)).toBe(true);
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '9223372036854775807',
    '12345678901234567890',
    // The very value of a double, which prints 12345678901234567000.
    '12345678901234567168',
    '0.1000000000000000055511151231257827',
    '0.10000000000000001',
    '3.14159265358979323846',
    '1e400',
    '-1e400',
    '1e-400',
    '1e999999999999999999999',
    '2.5e-324',
    `1${'0'.repeat(400)}`,
    `0.${'0'.repeat(400)}1`,
  ])('is not kept: %s', (literal) => {
    expect(isExact(literal)).toBe(false);
  });

  it('is kept exactly when its value equals that of what its double prints', () => {
    const seen = { kept: 0, lost: 0 };
    fc.assert(
      fc.property(anyLiteral, (literal) => {
        const number = Number(literal);
        const kept = Number.isFinite(number) && areEqual(literal, String(number));
        seen[kept ? 'kept' : 'lost'] += 1;
        expect(isExact(literal)).toBe(kept);
      }),
      { seed: 1, numRuns: 5_000 },
    );
    expect(Math.min(seen.kept, seen.lost)).toBeGreaterThan(500);
  });

  it.each<[string, boolean, (digits: number) => string]>([
    ['a whole number', false, (n) => `1${'0'.repeat(n)}1`],
    ['a fraction', false, (n) => `0.1${'0'.repeat(n)}1`],
    ['a fraction that ends in zeros', true, (n) => `0.1${'0'.repeat(n)}`],
  ])('of a million digits is judged in one go: %s', (_, exact, literalOf) => {
    expect(isExact(literalOf(1_000_000))).toBe(exact);
    expect(growth(literalOf, isExact)).toBeLessThan(SQUARE / 3);
  });
});
