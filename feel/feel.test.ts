import { describe, expect, it } from '@jest/globals';
import type { Json } from './json.js';
import { createFeelEvaluator } from './feel.js';

const evaluator = createFeelEvaluator();
const noon = Date.UTC(2025, 5, 2, 12);

const evaluate = (source: string, variables: Readonly<Record<string, Json>> = {}, at = noon) =>
  evaluator.evaluate({ kind: 'feel', source }, (name) => variables[name], at);

const valueOf = (source: string, variables: Readonly<Record<string, Json>> = {}, at = noon) => {
  const evaluation = evaluate(source, variables, at);
  return evaluation.ok ? evaluation.value : evaluation.message;
};

describe('a FEEL evaluation', () => {
  it('reads variables, paths, lists and filters', () => {
    expect(valueOf('amount > 100', { amount: 101 })).toBe(true);
    expect(
      valueOf('order.lines[qty > 1].sku', {
        order: {
          lines: [
            { sku: 'a', qty: 1 },
            { sku: 'b', qty: 2 },
          ],
        },
      }),
    ).toEqual(['b']);
    expect(valueOf('{total: sum(prices), vat: total * rate}', { prices: [1, 2], rate: 0.5 })).toEqual({
      total: 3,
      vat: 1.5,
    });
    expect(valueOf('for i in xs return i * factor', { xs: [1, 2], factor: 3 })).toEqual([3, 6]);
  });

  it('reads names in any script and names between backticks', () => {
    expect(valueOf('заявка.номер + 1', { заявка: { номер: 4 } })).toBe(5);
    expect(valueOf('`order-total` + `a b`', { 'order-total': 4, 'a b': 1 })).toBe(5);
  });

  it('looks up only the variables that the expression names', () => {
    const asked: string[] = [];
    evaluator.evaluate({ kind: 'feel', source: 'a.b + count(c[d > 1])' }, (name) => void asked.push(name), noon);
    expect(asked).toEqual(['a', 'c', 'd']);
  });

  it('takes a missing variable for null and says so, each time anew', () => {
    expect(evaluate('missing = null')).toEqual({ ok: true, value: true, warnings: ["Variable 'missing' not found"] });
    expect(evaluate('missing = null')).toEqual({ ok: true, value: true, warnings: ["Variable 'missing' not found"] });
    expect(evaluate('missing = null', { missing: 1 })).toEqual({ ok: true, value: false, warnings: [] });
  });

  it('keeps nothing of an earlier evaluation', () => {
    expect(valueOf('x', { x: 'earlier' })).toBe('earlier');
    expect(valueOf('x')).toBe(null);
  });

  it('lets a variable be called like a built-in function', () => {
    expect(valueOf('count(items) > count', { items: [1, 2], count: 1 })).toBe(true);
    expect(valueOf('string length(string) + 0', { string: 'abc' })).toBe(3);
    expect(evaluate('count')).toEqual({ ok: true, value: null, warnings: ["Variable 'count' not found"] });
  });

  it('returns values that are JSON already without copying them', () => {
    const order = { lines: [{ sku: 'a' }] };
    const evaluation = evaluate('order', { order });
    expect(evaluation.ok && evaluation.value).toBe(order);
  });

  it('says what failed when an evaluation cannot be finished', () => {
    expect(evaluate('assert(1, false, "no")')).toEqual({ ok: false, message: 'no' });
  });
});

describe('comparisons', () => {
  it.each([
    ['"99" >= 100', null],
    ['100 > "99"', null],
    ['1 = "1"', null],
    ['1 != "1"', null],
    ['true > 1', null],
    ['{a: 1} < {a: 2}', null],
    ['[1] < ["a"]', null],
    ['date("2024-01-01") > "2023-01-01"', null],
    ['date("2024-01-01") = date and time("2024-01-01T00:00:00Z")', null],
    ['@"2024-01-01" < @"2024-01-02T00:00:00Z"', null],
    ['today() > now()', null],
    ['time("10:00:00") < date("2024-01-01")', null],
    ['duration("P1D") > duration("P1M")', null],
    ['5 between "1" and 10', null],
    ['null < 1', null],
    ['1 = null', false],
    ['null = null', true],
    ['missing = 1', false],
    ['missing > 1', null],
  ] as const)('%s of values of different types is null, and of nothing what nothing is: %s', (source, expected) => {
    expect(valueOf(source)).toBe(expected);
    expect(valueOf(`not(${source})`)).toBe(expected === null ? null : !expected);
  });

  it.each([
    ['2 > 1 and "b" > "a"', true],
    ['1 = 1 = true', true],
    ['1 + 1 >= 2 and not(3 != 3)', true],
    ['date and time("2024-01-01T00:00:00Z") < date and time("2024-01-01T10:00:00Z")', true],
    ['date and time("2023-12-31T23:00:00Z") + duration("PT1H") < date and time("2024-01-01T10:00:00Z")', true],
    ['date("2024-01-01") + duration("P1D") = date("2024-01-02")', true],
    ['date("2024-01-01") between date("2023-12-31") and @"2024-01-02"', true],
    ['duration("PT1H") < duration("P1D")', true],
    ['if 3 > 2 then "more" else "less"', 'more'],
    ['some x in [1, 5] satisfies x > 3', true],
  ] as const)('%s of values of one type is %s', (source, expected) => {
    expect(valueOf(source)).toBe(expected);
  });

  it('keep what filters look for', () => {
    expect(valueOf('[1, "a", 3, null][item > 1]')).toEqual([3]);
    expect(valueOf('[{x: 1}, {y: 2}][x = 1]')).toEqual([{ x: 1 }]);
    expect(valueOf('[1, 2, 3][item between 2 and 3]')).toEqual([2, 3]);
  });

  it('find contexts in lists by value', () => {
    expect(valueOf('list contains([{b: "bar"}, {a: "foo"}], {a: "foo"})')).toBe(true);
    expect(valueOf('list contains([{b: "bar"}], {a: "foo"})')).toBe(false);
    expect(valueOf('list contains([1, null], null)')).toBe(true);
    expect(valueOf('list contains([[1]], 1)')).toBe(false);
  });
});

describe('membership tests', () => {
  const both = { x: 5, y: true, z: false };

  it.each([
    ['x in [1..10] and y', true],
    ['x in [1..10] and z', false],
    ['x in [6..10] and y', false],
    ['x in (> 1) and y', true],
    ['x in > 1 and y', true],
    ['x in > 7 or y', true],
    ['y and x in [1..10] and y', true],
    ['y and x in [1..10] and z or y', true],
    ['x in [1..10] and x in [4..6] and y', true],
    ['x in [1..10] and x in [7..8] or z', false],
    ['x in [1..10] or x in [7..8] and z', true],
    ['x in [6..10] or x in [5..8] and x in > 4 and y', true],
    ['x in (1, 5) and y', true],
    ['x in [1, 2, 5] and y', true],
    ['if x in [1..10] and y then "in" else "out"', 'in'],
    ['[1, 5, 20][item in [1..10] and y]', [1, 5]],
    ['some i in [1, 5] satisfies i in [4..6] and y', true],
    ['(x in [1..10]) and y', true],
  ])('bind tighter than and, or: %s', (source, expected) => {
    expect(evaluate(source, both)).toEqual({ ok: true, value: expected, warnings: [] });
  });
});

describe('instance of', () => {
  it.each([
    ['1 instance of number', true],
    ['"a" instance of number', false],
    ['[] instance of list', true],
    ['{} instance of context', true],
    ['date("2023-03-07") instance of date', true],
    ['time("11:27:00") instance of time', true],
    ['date and time("2023-03-07T11:27:00") instance of date and time', true],
    ['duration("P3M") instance of years and months duration', true],
    ['duration("P3D") instance of days and time duration', true],
    ['null instance of Any', false],
    ['if 1 instance of number and 2 instance of string then 1 else 2', 2],
  ])('%s', (source, expected) => {
    expect(valueOf(source)).toBe(expected);
  });

  it('is refused for a type that is not known', () => {
    expect(evaluate('x instance of list<number>', { x: [] })).toEqual({
      ok: false,
      message: "unknown type 'list<number>'",
    });
  });
});

describe('time', () => {
  it('follows the given instant, in UTC', () => {
    expect(valueOf('now()')).toBe('2025-06-02T12:00:00Z');
    expect(valueOf('now()', {}, noon + 1)).toBe('2025-06-02T12:00:00.001Z');
    expect(valueOf('today()')).toBe('2025-06-02');
    expect(valueOf('now()', {}, Date.UTC(2025, 5, 2))).toBe('2025-06-02T00:00:00Z');
    expect(valueOf('now() + duration("PT1H")')).toBe('2025-06-02T13:00:00Z');
    expect(valueOf('now() > date and time("2025-06-02T11:59:59Z")')).toBe(true);
    expect(valueOf('today() = date("2025-06-02")')).toBe(true);
  });

  it.each([
    ['date("2025-03-07")', '2025-03-07'],
    ['time("10:30:00")', '10:30:00'],
    ['time("10:30:00+02:00")', '10:30:00+02:00'],
    ['date and time("2025-03-07T10:30:00")', '2025-03-07T10:30:00'],
    ['date and time("2025-03-07T10:30:00.5Z")', '2025-03-07T10:30:00.500Z'],
    ['date and time("2025-03-07T10:30:00+02:00")', '2025-03-07T10:30:00+02:00'],
    ['date and time("2025-03-07T10:30:00@Europe/Berlin")', '2025-03-07T10:30:00+01:00[Europe/Berlin]'],
    ['duration("P1DT12H30M")', 'P1DT12H30M'],
    ['duration("PT36H")', 'P1DT12H'],
    ['duration("-PT5M")', '-PT5M'],
    ['duration("PT0S")', 'P0D'],
    ['duration("P14M")', 'P1Y2M'],
    ['duration("P0Y")', 'P0Y'],
    ['date("2025-04-07") - date("2025-04-01")', 'P6D'],
    ['{due: date("2025-03-07"), steps: [duration("PT1H")]}', { due: '2025-03-07', steps: ['PT1H'] }],
  ])('%s becomes ISO text', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  it('turns what has no JSON form into null with a warning', () => {
    expect(evaluate('[1..3]')).toEqual({ ok: true, value: null, warnings: [expect.stringContaining('range')] });
    expect(evaluate('function(a) a')).toEqual({
      ok: true,
      value: null,
      warnings: [expect.stringContaining('function')],
    });
  });
});

describe('the syntax check', () => {
  it('accepts what can be evaluated', () => {
    expect(evaluator.check('amount > 100 // a comment')).toBeUndefined();
  });

  it.each([
    ['longer than', ' 1'.repeat(6000)],
    ['nested too deeply|unexpected|incomplete', '['.repeat(4900) + ']'.repeat(4900)],
  ])('bounds what it takes on: %s', (message, source) => {
    expect(evaluator.check(source)?.message).toMatch(new RegExp(message));
  });

  it.each([
    ['a > ', 'the expression is incomplete', 4],
    ['x in [1..', 'the expression is incomplete', 9],
    ['', 'the expression is incomplete', 0],
    ['a ) b', 'unexpected ")"', 2],
    ['1) + (2', 'unexpected ")"', 1],
  ])('tells what is wrong and where: %j', (source, message, position) => {
    const rule = message.startsWith('unexpected') ? 'expression-syntax' : 'expression-incomplete';
    const parameters = message.startsWith('unexpected') ? { found: ')' } : {};
    expect(evaluator.check(source)).toEqual({ message, rule, parameters, position });
    expect(evaluate(source)).toEqual({ ok: false, message: `FEEL syntax: ${message}`, rule, parameters });
  });
});
