import { describe, expect, it } from '@jest/globals';
import type { Json } from '../json.js';
import { createFeelEvaluator } from '../feel.js';

const evaluator = createFeelEvaluator();
const evaluate = (source: string, variables: Readonly<Record<string, Json>> = {}) =>
  evaluator.evaluate({ kind: 'feel', source }, (name) => variables[name], 0);

describe("Camunda's built-in functions", () => {
  it.each([
    ['is defined(1)', true],
    ['is defined(null)', false],
    ['is defined(missing)', false],
    ['is defined(order.sku)', true],
    ['is defined(order.price)', false],
    ['get or else(missing, "none")', 'none'],
    ['get or else(order.sku, "none") + "get or else("', 'aget or else('],
    ['get or else(null, null)', null],
    ['trim("  a b ")', 'a b'],
    ['trim(1)', null],
    ['is blank(" ")', true],
    ['is blank("a")', false],
    ['extract("references are 1234, 1256, 1378", "12[0-9]*")', ['1234', '1256']],
    ['extract("a", "[")', null],
    ['to base64("FEEL")', 'RkVFTA=='],
    ['to base64("привет")', '0L/RgNC40LLQtdGC'],
    ['to base64("")', ''],
    ['to json({a: [1, "b"], d: date("2025-01-01")})', '{"a":[1,"b"],"d":"2025-01-01"}'],
    ['from json("{\\"a\\": [1]}").a', [1]],
    ['from json("no")', null],
    ['from json("{\\"a\\": [0.1, 1e2, 9007199254740992]}").a', [0.1, 100, 9007199254740992]],
    ['is empty([])', true],
    ['is empty([1])', false],
    ['partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['partition([1], 0)', null],
    ['duplicate values([1, 2, 3, 2, 1])', [1, 2]],
    ['last day of month(date("2024-02-01"))', '2024-02-29'],
    ['last day of month(date("2025-12-31"))', '2025-12-31'],
    ['assert(1, 1 > 0)', 1],
  ])('%s', (source, expected) => {
    expect(evaluate(source, { order: { sku: 'a' } })).toMatchObject({ ok: true, value: expected });
  });

  it('fail an evaluation whose assertion does not hold, with its cause', () => {
    expect(evaluate('assert(x, x > 1, "too small")', { x: 1 })).toEqual({ ok: false, message: 'too small' });
    expect(evaluate('assert(x, x > 1)', { x: 1 })).toEqual({ ok: false, message: 'The condition is not fulfilled' });
  });

  it('fail an evaluation that reads JSON with numbers that are not kept', () => {
    expect(evaluate('from json(text)', { text: '{"id": [9007199254740993]}' })).toEqual({
      ok: false,
      message: expect.stringMatching(/^#\/id\/0: The number 9007199254740993 cannot be kept exactly/),
    });
  });

  it('leave their names to variables', () => {
    expect(evaluate('trim + trim(trim)', { trim: ' a' })).toMatchObject({ value: ' aa' });
  });
});

describe('durations', () => {
  it.each([
    ['duration("PT30M") * 2', 'PT1H'],
    ['2 * duration("PT30M")', 'PT1H'],
    ['duration("P1D") / 2', 'PT12H'],
    ['duration("PT0.1S") * 3', 'PT0.3S'],
    ['duration("P1Y") * 2', 'P2Y'],
    ['duration("P1Y") / 2', 'P6M'],
    ['duration("P1M") * -3', '-P3M'],
    ['duration("PT1H") / duration("PT30M")', 2],
    ['duration("PT1H") / 0', null],
    ['duration("PT1H") / duration("P1M")', null],
    ['(date("2025-01-03") - date("2025-01-01")) * 2', 'P4D'],
    ['date and time("2025-01-01T00:00:00Z") + duration("PT1H") * 2', '2025-01-01T02:00:00Z'],
    ['{d: duration("PT1H"), n: 2 * 3 / 4}.n', 1.5],
    ['[duration("PT1H") * 2][1]', 'PT2H'],
    ['-2 * 3 + string length(string(duration("PT1H"))) / 2', -4],
  ])('are multiplied and divided: %s', (source, expected) => {
    expect(evaluate(source)).toMatchObject({ ok: true, value: expected });
  });
});
