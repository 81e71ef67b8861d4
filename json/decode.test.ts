import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeJson, InexactNumberError, parseJson } from './decode.js';
import { inexactNumbers } from './inexact-numbers.js';
import { jsonPointer } from './pointer.js';
import { growth, SQUARE } from './test-support/growth.js';
import { anyJsonText, anyLiteral } from './test-support/literals.js';

const lost = (text: string): readonly (readonly [string, string])[] =>
  decodeJson(text).inexact.map(({ path, literal }) => [jsonPointer(path), literal]);

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(anyJsonText, (text) => {
        expect(decodeJson(text).document).toEqual(JSON.parse(text));
      }),
      { seed: 2, numRuns: 300 },
    );
    expect(() => decodeJson('{"a": 9007199254740993')).toThrow(SyntaxError);
    expect(() => parseJson('')).toThrow(SyntaxError);
  });

  it('keeps a member called __proto__ and the later of two of one name, like JSON.parse', () => {
    const document = parseJson('{"__proto__": {"polluted": true}, "a": 1, "a": 2}') as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['__proto__', 'a']);
    expect(document['a']).toBe(2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('numbers that are not kept', () => {
  it('are all told, each with its place', () => {
    const text = `{
      "id": 9007199254740993, "money": 0.1, "exp": 1e3, "limit": 1e400,
      "list": [1, [], {"x": "9007199254740993"}, {"deep": [0, -0.10000000000000001]}], "last": 1e-400
    }`;
    expect(lost(text)).toEqual([
      ['#/id', '9007199254740993'],
      ['#/limit', '1e400'],
      ['#/list/3/deep/1', '-0.10000000000000001'],
      ['#/last', '1e-400'],
    ]);
    expect(decodeJson(text).inexact[0]).toMatchObject({ kept: '9007199254740992' });
  });

  it.each([
    ['9007199254740993', '#'],
    [' 9007199254740993\n', '#'],
    ['[9007199254740993]', '#/0'],
    ['{"":9007199254740993}', '#/'],
    ['{"a/b":{"c~d":9007199254740993}}', '#/a~1b/c~0d'],
    [String.raw`{"\"\\":9007199254740993}`, '#/%22%5C'],
    [String.raw`{"сумма":9007199254740993}`, '#/%D1%81%D1%83%D0%BC%D0%BC%D0%B0'],
    ['{"сумма %":9007199254740993}', '#/%D1%81%D1%83%D0%BC%D0%BC%D0%B0%20%25'],
    [String.raw`{"\ud83d":9007199254740993}`, '#/%EF%BF%BD'],
    ['{"__proto__":[{},9007199254740993]}', '#/__proto__/1'],
    ['{"a":{"b":[]},"c":9007199254740993}', '#/c'],
    ['{"a":9007199254740993,"a":1}', '#/a'],
    ['{"a":"}]","b":[",",9007199254740993]}', '#/b/1'],
    [String.raw`{"a":"\\","b":"\\\"","c":9007199254740993}`, '#/c'],
  ])('have the pointer of their place: %s', (text, pointer) => {
    expect(lost(text).map(([place]) => place)).toEqual([pointer]);
  });

  it('are found whatever stands around them: the quick look misses none', () => {
    let withFindings = 0;
    fc.assert(
      fc.property(anyJsonText, (text) => {
        const careful = inexactNumbers(text);
        if (careful.length > 0) withFindings += 1;
        expect(decodeJson(text).inexact).toEqual(careful);
      }),
      { seed: 3, numRuns: 3_000 },
    );
    expect(withFindings).toBeGreaterThan(300);
  });

  it('are found at every offset', () => {
    for (let offset = 0; offset < 40; offset += 1) {
      const before = `["${'x'.repeat(offset)}",`;
      for (const literal of ['9007199254740993', '0.10000000000000001', '1e400', '-1E-400', '1.5e+0400'])
        expect(lost(`${before}${literal}]`)).toEqual([['#/1', literal]]);
    }
  });

  it('are counted by the careful reader as each literal alone is judged', () => {
    fc.assert(
      fc.property(fc.array(anyLiteral, { maxLength: 20 }), (literals) => {
        const alone = literals.flatMap((literal, index) => (lost(literal).length > 0 ? [`#/${index}`] : []));
        expect(lost(`[${literals.join(',')}]`).map(([pointer]) => pointer)).toEqual(alone);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('are not looked for in texts', () => {
    const text = JSON.stringify({ a: '9007199254740993', b: 'no. 9007199254740993, 1e400 ', 'c: 1e400,': '[1e400]' });
    expect(lost(text)).toEqual([]);
  });

  it('refuse the whole text, and say what would become of them', () => {
    expect(parseJson('[1, 0.1]')).toEqual([1, 0.1]);
    const error = new InexactNumberError(decodeJson('{"a": [9007199254740993], "b": 1e400}').inexact);
    expect(() => parseJson('{"a": [9007199254740993], "b": 1e400}')).toThrow(error);
    expect(error.message).toBe(
      '#/a/0: The number 9007199254740993 cannot be kept exactly, it would become 9007199254740992; send it as a text; ' +
        '#/b: The number 1e400 cannot be kept exactly, it would become Infinity; send it as a text',
    );
    const long = new InexactNumberError(decodeJson(`[${'9'.repeat(100_000)}]`).inexact);
    expect(long.message.length).toBeLessThan(200);
    const many = new InexactNumberError(decodeJson(`[${'1e400,'.repeat(500)}0]`).inexact);
    expect(many.message).toMatch(/#\/9: .*; and others$/);
    expect(many.numbers).toHaveLength(500);
  });

  it('are told up to a thousand, and not from any depth', () => {
    expect(lost(`[${'1e400,'.repeat(2_000)}0]`)).toHaveLength(1_000);
    const deep = lost(`${'[1e400,'.repeat(100_000)}0${']'.repeat(100_000)}`);
    expect(deep).toHaveLength(1_000);
  });

  it.each<[string, (length: number) => string]>([
    ['digits in a text', (n) => `["${'1'.repeat(n)}"]`],
    ['a number of many digits', (n) => `[${'1'.repeat(n)}]`],
    ['exponents in a text', (n) => `["${'1e1234'.repeat(n / 6)}"]`],
    ['exponents and separators in a text', (n) => `["${'1e1234,'.repeat(n / 7)}"]`],
    ['quotes and backslashes', (n) => JSON.stringify(['\\"'.repeat(n / 4), '\\'.repeat(n / 4), 'x 1e400 '])],
    ['minus signs', (n) => `["${'-'.repeat(n)}1e400,"]`],
  ])('are looked for in one go: %s', (_, textOf) => {
    expect(growth(textOf, decodeJson)).toBeLessThan(SQUARE / 3);
  });
});
