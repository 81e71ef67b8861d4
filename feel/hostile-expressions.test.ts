import { describe, expect, it } from '@jest/globals';
import type { Json } from './json.js';
import { defaultWorkLimits, Work } from './budget.js';
import { createFeelEvaluator } from './feel.js';

const evaluator = createFeelEvaluator();

const numbers = Array.from({ length: 100_000 }, (_, i) => i);
const few = numbers.slice(0, 10_000);
const words = few.map((i) => `word ${i}`);
const records = few.map((i) => ({ id: i, name: `name ${i}`, tags: [i, i + 1] }));
const wide = Object.fromEntries(numbers.map((i) => [`key${i}`, i]));
const text = 'a'.repeat(100_000);
const variables: Readonly<Record<string, Json>> = {
  numbers,
  few,
  words,
  records,
  wide,
  text,
  long: 'ab '.repeat(300_000),
  texts: Array.from({ length: 100 }, () => text),
  deep: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as Json,
  evil: `${text}!`,
};

const times = (count: number, part: string, by: string): string => Array(count).fill(part).join(by);

/** What must not go on, by the rule of its failure. */
const hostile: readonly (readonly [string, rule: string])[] = [
  // Patterns
  ['matches(text, "(a+)+\\\\1$")', 'pattern-back-reference'],
  ['matches(text, "(?=a)b")', 'pattern-look-around'],
  ['replace(text, "(?<!a)b", "")', 'pattern-look-around'],
  ['matches(text, "(a{1,1000}){1,1000}")', 'pattern-too-large'],
  ['matches(text, "a{5000}")', 'pattern-too-large'],
  ['matches(text, text)', 'pattern-too-large'],
  ['matches(text, "a", "g")', 'pattern-flags'],
  ['replace(text, "a*b|a", "x")', 'expression-steps'],
  ['split(text, "a*b|a")', 'expression-steps'],
  ['extract(text, "a*b|a")', 'expression-steps'],
  ['for i in 1..2 return split(long, " ")', 'expression-steps'],
  ['replace(text, "((a?){300}b?){3}", "x")', 'expression-steps'],
  ['for i in 1..1000 return matches(text, "(a|aa)+$")', 'expression-steps'],
  ['for i in numbers return matches(string(i), "a" + string(i))', 'expression-steps'],
  ['replace(text, "a", text)', 'expression-steps'],
  // Each with each
  ['numbers[item in numbers]', 'expression-steps'],
  ['numbers[list contains(few, item) = false]', 'expression-steps'],
  ['for i in numbers return index of(numbers, i)', 'expression-steps'],
  ['words[count(numbers[item = 1]) > 0]', 'expression-steps'],
  ['for x in numbers, y in numbers return 1', 'expression-steps'],
  ['for x in words return for y in words return 1', 'expression-steps'],
  ['every x in few satisfies some y in few satisfies y = x + 1', 'expression-steps'],
  ['some x in numbers satisfies (x in numbers) and false', 'expression-steps'],
  ['numbers[numbers = numbers]', 'expression-steps'],
  ['for i in 1..1000 return numbers = numbers', 'expression-steps'],
  [times(1_000, 'numbers = numbers', ' and '), 'expression-too-large'],
  [times(100, 'numbers = numbers', ' and '), 'expression-steps'],
  ['for i in 1..3000 return text + "a" = text + "b"', 'expression-steps'],
  ['for i in 1..1000 return is(records, records)', 'expression-steps'],
  ['distinct values(for i in few return date("2025-01-01"))', 'expression-steps'],
  ['union(for i in few return duration("PT1H"), for i in few return duration("PT2H"))', 'expression-steps'],
  ['for i in 1..100 return distinct values(records)', 'expression-steps'],
  ['for i in 1..100 return duplicate values(records)', 'expression-steps'],
  ['sort(numbers, function(a, b) a > b)', 'expression-steps'],
  ['for i in 1..100 return mode(numbers)', 'expression-steps'],
  ['for i in 1..500 return median(numbers)', 'expression-steps'],
  ['list replace(numbers, function(a, b) count(numbers) > 1, 0)', 'expression-steps'],
  // Names that are not there
  ['for i in 1..1000 return wide.missing', 'expression-steps'],
  ['for i in 1..1000 return get value(wide, "missing")', 'expression-steps'],
  ['for i in 1..100 return records.missing', 'expression-steps'],
  ['[wide, wide, wide][missing = 1 or wide.missing = 2]', 'expression-steps'],
  ['for i in 1..100 return [wide][key1 = 1]', 'expression-steps'],
  // Ranges
  ['for i in 1..1000000000 return i', 'expression-steps'],
  ['for i in 1000000000..1 return i', 'expression-steps'],
  ['count(for i in [1..1000000000] return i)', 'expression-steps'],
  ['for i in ]1..1000000[ return 1', 'expression-steps'],
  // Growth
  [
    `{${times(1, 'a0: few', '')}, ${Array.from({ length: 40 }, (_, i) => `a${i + 1}: concatenate(a${i}, a${i})`).join()}}.a40`,
    'expression-steps',
  ],
  [`{a0: text, ${Array.from({ length: 40 }, (_, i) => `a${i + 1}: a${i} + a${i}`).join()}}.a40`, 'expression-memory'],
  [
    `string length({a0: text, ${Array.from({ length: 10 }, (_, i) => `a${i + 1}: a${i} + a${i}`).join()}}.a10)`,
    'expression-steps',
  ],
  ['for i in 1..30 return if i = 1 then text else partial[-1] + partial[-1]', 'expression-memory'],
  ['for i in 1..1000 return string join(words, ",")', 'expression-steps'],
  ['for i in 1..1000 return string(records)', 'expression-steps'],
  ['for i in 1..1000 return to json(records)', 'expression-steps'],
  ['for i in 1..100 return from json(to json(records))', 'expression-steps'],
  ['for i in 1..1000 return upper case(text)', 'expression-steps'],
  ['for i in 1..1000 return to base64(text)', 'expression-steps'],
  ['for i in 1..10000 return context put(wide, "a", 1)', 'expression-steps'],
  ['for i in 1..10000 return append(numbers, 1)', 'expression-steps'],
  ['for i in 1..10000 return reverse(numbers)', 'expression-steps'],
  ['for i in numbers return partial = partial', 'expression-steps'],
  ['for i in numbers return count(partial[item > 1])', 'expression-steps'],
  ['for i in 1..30 return [partial, partial]', 'expression-nesting'],
  ['for i in 1..2000 return [partial[-1]]', 'expression-nesting'],
  ['string(deep)', 'expression-nesting'],
  ['flatten(deep)', 'expression-nesting'],
  ['deep', 'expression-nesting'],
  ['texts[item = "x"]', 'expression-steps'],
  [`for i in 1..50 return ${times(50, 'texts[item = "x"]', ' = ')}`, 'expression-steps'],
  ['[text, text, text, text, text, text, text, text, text, text, texts, texts]', 'expression-size'],
  // Functions
  ['{f: function(f) f(f), r: f(f)}.r', 'expression-depth'],
  ['{f: function(f, n) if n = 0 then 0 else f(f, n - 1) + f(f, n - 1), r: f(f, 90)}.r', 'expression-steps'],
  ['sum(concatenate(numbers, numbers))', 'expression-arguments'],
  [`for i in numbers return ${times(500, 'i', ' + ')}`, 'expression-too-large'],
  [`for i in numbers return ${times(300, 'i', ' + ')}`, 'expression-steps'],
  [`for i in 1..10000 return {${Array.from({ length: 500 }, (_, i) => `a${i}: ${i}`).join()}}`, 'expression-steps'],
  // The text of the expression
  ['a'.repeat(9) + ' and b'.repeat(1_500), 'expression-too-large'],
  [`{${Array.from({ length: 1_200 }, (_, i) => `a${i}: 1`).join()}}.a1`, 'expression-too-large'],
  [`{${Array.from({ length: 200 }, (_, i) => `a b ${i}: 1`).join()}}.a1`, ''],
  ['('.repeat(100_000) + '1' + ')'.repeat(100_000), 'expression-too-large'],
  ['('.repeat(4_900) + '1' + ')'.repeat(4_900), 'expression-too-large'],
  ['['.repeat(4_900) + ']'.repeat(4_900), 'expression-too-large'],
  ['not('.repeat(1_900) + 'true' + ')'.repeat(1_900), 'expression-too-large'],
  ['{a:'.repeat(2_000) + '1' + '}'.repeat(2_000), 'expression-too-large'],
  [`"${'x'.repeat(1_000_000)}"`, 'expression-too-large'],
  ['-'.repeat(5_000) + '1', 'expression-too-large'],
  ['if true then '.repeat(700) + '1' + ' else 2'.repeat(100), 'expression-too-large'],
];

describe('a hostile expression', () => {
  it.each(
    hostile.map(([source, rule]) => [source.length > 100 ? `${source.slice(0, 100)}…` : source, source, rule] as const),
  )('ends: %s', (_, source, rule) => {
    const work = new Work();
    const evaluation = evaluator.evaluate({ kind: 'feel', source }, (name) => variables[name], 0, work);
    expect(evaluation).toMatchObject(rule === '' ? { ok: true } : { ok: false, rule });
    if (rule === '') expect(work.steps).toBeLessThan(defaultWorkLimits.steps);
  });

  it('is told apart from what models compute with long lists', () => {
    for (const source of [
      'matches(evil, "^(a+)+$")',
      'count(distinct values(numbers))',
      'count(distinct values(records))',
      'count(union(numbers, few))',
      'count(flatten([numbers, [few]]))',
      'sum(numbers)',
      'count(numbers[item > 50])',
      'sum(records[id > 5].id)',
      'list contains(numbers, 99999)',
      '99999 in numbers',
      'numbers = numbers',
      'string join(words, ", ")',
      'count(split(string join(words, ","), ","))',
      'string length(replace(string join(words, ","), "word", "w"))',
      'sort(few, function(a, b) a < b)[1]',
      'for r in records return r.id + 1',
      'context(for i in 1..1000 return {key: "k" + string(i), value: i}).k5',
    ]) {
      const evaluation = evaluator.evaluate({ kind: 'feel', source }, (name) => variables[name], 0);
      expect([source, evaluation.ok ? 'ok' : evaluation.message]).toEqual([source, 'ok']);
    }
  });
});
