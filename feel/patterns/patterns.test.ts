import { describe, expect, it } from '@jest/globals';
import { patternFaults } from '../pattern-faults.js';
import { createFeelEvaluator } from '../feel.js';
import { fitsPattern } from './form-pattern.js';
import { pattern, patternFailure } from './pattern.js';

const evaluator = createFeelEvaluator();
const evaluate = (source: string) => evaluator.evaluate({ kind: 'feel', source }, () => undefined, 0);
const free = (): void => undefined;

describe('patterns in FEEL', () => {
  it.each([
    ['matches("foobar", "^fo*b")', true],
    ['matches("foobar", "^fo*x")', false],
    ['matches("Привет", "^[а-яё]+$", "i")', true],
    ['matches("a\\nb", "a.b")', false],
    ['matches("a\\nb", "a.b", "s")', true],
    ['matches("a\\nb", "^b$", "m")', true],
    ['matches("ab", "a   b", "x")', true],
    ['matches("a.b", "a.b", "q")', true],
    ['matches("axb", "a.b", "q")', false],
    ['matches("bcd", "^[a-z-[aeiou]]+$")', true],
    ['matches("bad", "^[a-z-[aeiou]]+$")', false],
    ['matches("b", "^[\\\\p{L}-[a-c-[b]]]$")', true],
    ['matches("c", "^[\\\\p{L}-[a-c-[b]]]$")', false],
    ['matches("xml:lang", "^\\\\i\\\\c*$")', true],
    ['matches("1x", "^\\\\i\\\\c*$")', false],
    ['matches("Привет", "^\\\\p{IsCyrillic}+$")', true],
    ['matches("Hello", "^\\\\P{IsCyrillic}+$")', true],
    ['matches("Привет", "^\\\\p{Lu}\\\\p{Ll}+$")', true],
    ['matches("Ω", "^\\\\p{Script=Greek}$")', true],
    ['matches("дом 1", "\\\\w+$")', true],
    ['matches("a b", "^a\\\\sb$")', true],
    ['matches("\u00e9", "^.$")', true],
    ['matches("😀", "^.$")', true],
    ['matches("one two", "\\\\btwo\\\\b")', true],
    ['matches(["abc"], "b")', true],
    ['matches(1, "b")', null],
    ['matches("a", "[")', null],
    ['matches(input: "abc", pattern: "B", flags: "i")', true],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace("abracadabra", "bra", "*")', 'a*cada*'],
    ['replace("abc", "b", "<$0>")', 'a<b>c'],
    ['replace("abc", "(b)", "$12")', 'ab2c'],
    ['replace("abc", "b", "\\\\$1")', 'a$1c'],
    ['replace("abc", "x*", "-")', '-a-b-c-'],
    ['replace("2025-10-03", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3.$2.$1")', '03.10.2025'],
    ['split("John Doe", "\\\\s")', ['John', 'Doe']],
    ['split("a;b;c;;", ";")', ['a', 'b', 'c', '', '']],
    ['split("a1b2c", "(\\\\d)")', ['a', 'b', 'c']],
    ['split("абв", "")', ['а', 'б', 'в']],
    ['extract("this is 1-1234 and 1-5678", "1-[0-9]*")', ['1-1234', '1-5678']],
  ])('%s', (source, expected) => {
    expect(evaluate(source)).toMatchObject({ ok: true, value: expected });
  });

  it('says why a value is null, and fails where a pattern is of a kind that is not run', () => {
    expect(evaluate('matches("a", "[")')).toMatchObject({ warnings: [expect.stringContaining('"["')] });
    expect(evaluate('matches("aa", "(a)\\\\1")')).toMatchObject({ ok: false, rule: 'pattern-back-reference' });
    expect(evaluate('replace("aa", "a(?!b)", "")')).toMatchObject({ ok: false, rule: 'pattern-look-around' });
    expect(evaluate('matches("a", "a", "g")')).toMatchObject({ ok: false, rule: 'pattern-flags' });
  });

  it('are found in an expression without running it', () => {
    expect(patternFaults('if matches(a, "(x)\\\\1") then replace(b, "(?=c)", "d") else split(e, f)')).toMatchObject([
      { rule: 'pattern-back-reference' },
      { rule: 'pattern-look-around' },
    ]);
    expect(patternFaults('matches(input: a, pattern: "[")')).toMatchObject([{ rule: 'pattern-syntax' }]);
    expect(patternFaults('matches(a, "^b+$", "i") and extract(c, "\\\\d") = d')).toEqual([]);
  });
});

describe('patterns of forms', () => {
  it.each([
    ['^[A-Z]{2}-\\d{4}$', 'AB-1234', true],
    ['^[A-Z]{2}-\\d{4}$', 'AB-123', false],
    ['^\\+?[\\d\\-() ]+$', '+7 (495) 123-45', true],
    ['^[^@]+@[^@]+\\.[a-z]{2,}$', 'a@b.ru', true],
    ['^(?<year>\\d{4})\\/\\d\\d$', '2025/10', true],
    ['^\\u0430{2}$', 'аа', true],
    ['^{a}$', '{a}', true],
    ['^(a+)+$', `${'a'.repeat(50_000)}!`, false],
    ['(?=a)', 'a', undefined],
    ['(a)\\1', 'aa', undefined],
    ['(', 'a', undefined],
  ])('%s', (source, text, expected) => {
    expect(fitsPattern(text, source)).toBe(expected);
  });
});

describe('the work of patterns', () => {
  const workOf = (source: string, length: number): number => {
    let steps = 0;
    const spend = (some: number): void => void (steps += some);
    Array.from(pattern(source, { dialect: 'xpath' }, spend).matches('a'.repeat(length), spend));
    return steps;
  };

  it('grows with the text for a single search, and is counted in full where many searches read to its end', () => {
    expect(workOf('(a+)+$', 4_000) / workOf('(a+)+$', 2_000)).toBeLessThan(2.2);
    expect(workOf('a*b|a', 2_000) / workOf('a*b|a', 1_000)).toBeGreaterThan(3.5);
  });

  it('is the same whether or not a pattern was made ready before', () => {
    expect(workOf('(x|a){3}', 100)).toBe(workOf('(x|a){3}', 100));
  });

  it('has limits for patterns', () => {
    expect(patternFailure('a'.repeat(2_001), { dialect: 'xpath' })?.rule).toBe('pattern-too-large');
    expect(patternFailure('('.repeat(1_000) + ')'.repeat(1_000), { dialect: 'xpath' })?.rule).toBe('pattern-too-large');
    expect(patternFailure('(\\p{L}{100}){20}', { dialect: 'xpath' })?.rule).toBe('pattern-too-large');
    expect(() => pattern('a', { dialect: 'xpath' }, free)).not.toThrow();
  });
});
