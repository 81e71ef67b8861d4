import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from './feel.js';
import { inexactNumbers } from './inexact-numbers.js';

describe('the numbers in an expression', () => {
  it.each([
    ['id = 9007199254740993', ['9007199254740993']],
    ['[1e400, -0.10000000000000001, .1, 1.50, 00012]', ['1e400', '-0.10000000000000001']],
    [
      'if x in [1..12345678901234567890] then 3.14159265358979323846 else 1',
      ['12345678901234567890', '3.14159265358979323846'],
    ],
    ['"9007199254740993" + a9007199254740993 // 9007199254740993', []],
    ['9007199254740992 + 1e3', []],
    ['9007199254740993 +', []],
  ])('are told where they are not kept: %s', (source, literals) => {
    expect(inexactNumbers(source).map(({ literal }) => literal)).toEqual(literals);
  });

  const evaluator = createFeelEvaluator();
  it.each([
    ['1e3', 1000],
    ['-2E+2 + 1', -199],
    ['[1e-3, 1.5e3, 1e0]', [0.001, 1500, 1]],
    ['{a1e3: 5e1, b: "1e3", c: a1e3}', { a1e3: 50, b: '1e3', c: 50 }],
    ['5 in [1e0..1e1] and true', true],
  ])('may have exponents: %s', (source, value) => {
    expect(evaluator.evaluate({ kind: 'feel', source }, () => undefined, 0)).toEqual({ ok: true, value, warnings: [] });
  });
});
