import { describe, expect, it } from '@jest/globals';
import type { Json } from './json.js';
import { defaultWorkLimits, depthLimit, sizeLimit, Work } from './budget.js';
import { failures } from './failures.js';
import { createFeelEvaluator } from './feel.js';

const evaluator = createFeelEvaluator();
const evaluate = (source: string, variables: Readonly<Record<string, Json>> = {}) =>
  evaluator.evaluate({ kind: 'feel', source }, (name) => variables[name], 0);

const steps = failures.tooManySteps(defaultWorkLimits.steps);
const depth = failures.tooManyCalls(depthLimit);
const size = failures.tooMuch(sizeLimit);
const many = Array.from({ length: 2_000 }, (_, i) => i);
const tenfold = (name: string, from: string) => `${name}: concatenate(${Array(10).fill(from).join(', ')})`;
const repeated = (name: string, from: string) => `${name}: [${Array(100).fill(from).join(', ')}]`;

describe('the budget of an evaluation', () => {
  it.each([
    ['a huge range', 'for i in 1..1000000000 return i', steps],
    ['a range whose end is never met', 'for i in 1..1000000000.5 return i', steps],
    ['a huge interval', 'some i in [1..1000000000] satisfies i < 0', steps],
    ['loops in loops', 'for i in many, j in many return i * j', steps],
    ['a loop in the body of a loop', 'for i in many return for j in many return i * j', steps],
    ['a test of every item for every item', 'every i in many satisfies every j in many satisfies j >= 0', steps],
    ['filters in filters', 'many[count(many[item > 0]) > 0]', steps],
    [
      'functions that call each other twice',
      '{f: function(f, n) if n = 0 then 0 else f(f, n - 1) + f(f, n - 1), r: f(f, 60)}.r',
      steps,
    ],
    ['functions that call each other for ever', '{f: function(f) f(f), r: f(f)}.r', depth],
    [
      'a list that grows tenfold',
      `{a: many, ${['b', 'c', 'd', 'e', 'f'].map((n, i) => tenfold(n, 'abcde'[i]!)).join(', ')}}.f`,
      steps,
    ],
    ['each with each', 'count(distinct values(for i in 1..6000 return @"PT1H"))', steps],
    [
      'a result of shared parts',
      `{a: many, ${['b', 'c', 'd', 'e', 'f'].map((n, i) => repeated(n, 'abcde'[i]!)).join(', ')}}.f`,
      size,
    ],
  ])('ends %s', (_, source, failure) => {
    expect(evaluate(source, { many })).toEqual({ ok: false, ...failure });
  });

  it('is shared by evaluations that go on one account', () => {
    const work = new Work();
    const source = 'sum(for i in 1..50000 return i)';
    const once = () => evaluator.evaluate({ kind: 'feel', source }, () => undefined, 0, work);
    expect([once(), once(), once()]).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(once()).toEqual({ ok: false, ...steps });
    expect(evaluator.evaluate({ kind: 'feel', source: '1 + 1' }, () => undefined, 0, work)).toEqual({
      ok: false,
      ...steps,
    });
    expect(evaluate('1 + 1')).toMatchObject({ ok: true, value: 2 });
  });

  it('counts the size of results together, too', () => {
    const work = new Work({ steps: 200_000, size: 2_500 });
    const once = () => evaluator.evaluate({ kind: 'feel', source: 'text' }, () => 'x'.repeat(1_000), 0, work);
    expect([once().ok, once().ok]).toEqual([true, true]);
    expect(once()).toEqual({ ok: false, ...failures.tooMuchTogether(2_500) });
  });

  it('is enough for what a model may do, each time anew', () => {
    for (let time = 0; time < 3; time++) {
      expect(evaluate('sum(for i in 1..50000 return i)')).toMatchObject({ ok: true, value: 1_250_025_000 });
    }
    expect(evaluate('{f: function(f, n) if n = 0 then 0 else n + f(f, n - 1), r: f(f, 90)}.r')).toMatchObject({
      value: 4_095,
    });
    const long = 'x'.repeat(1_000_000);
    expect(evaluate('{a: long, b: upper case(long)}', { long })).toMatchObject({ ok: true });
  });

  it.each([
    ['for i in 1..3 return i', [1, 2, 3]],
    ['for i in 3..1 return i', [3, 2, 1]],
    ['for i in 1..0 return i', [1, 0]],
    ['for i in 1..2.5 return i', [1, 2]],
    ['for i in ]1..3[ return i', [2]],
    ['for c in "a".."c" return c', ['a', 'b', 'c']],
    ['for i in null return i', null],
    ['for i in 1..null return i', null],
    ['for i in [1, 2], j in 1..i return i * 10 + j', [11, 21, 22]],
    ['for i in [[1, 2], [3]] return i[item > 1]', [[2], [3]]],
    ['[1, 2, 3][item > 1][1]', 2],
    ['[1, 2, 3][-1]', 3],
    ['[{a: 1}, {a: 2}][a = 2].a', [2]],
    ['sort([3, 1, 2], function(a, b) a < b)', [1, 2, 3]],
    ['{f: function(a) function(b) a + b, g: f(1), r: g(2)}.r', 3],
    ['count([1, 2][item > 1])', 1],
    ['string length(string: "abc")', 3],
  ])('leaves what is evaluated as it is: %s', (source, expected) => {
    expect(evaluate(source)).toMatchObject({ ok: true, value: expected });
  });
});
