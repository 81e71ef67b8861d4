import { describe, expect, it } from '@jest/globals';
import { limitFaults, MAX_DEPTH, MAX_NAME } from './limits.js';
import { jsonPointer } from './pointer.js';

const faultsIn = (document: unknown) =>
  limitFaults(document).map(({ path, detail }) => ({ pointer: jsonPointer(path), detail }));

describe('a JSON document', () => {
  it('may be large and flat', () => {
    expect(faultsIn({ list: Array.from({ length: 100_000 }, (_, i) => i) })).toEqual([]);
  });

  it('is refused when it nests too deep for what walks it later', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(faultsIn(nested(MAX_DEPTH))).toEqual([]);
    expect(faultsIn(nested(MAX_DEPTH + 1))).toEqual([
      { pointer: '#/0/0/0', detail: `Nested deeper than ${MAX_DEPTH} levels` },
    ]);
    expect(faultsIn(nested(100_000))).toHaveLength(1);
    const members = JSON.parse(`${'{"a":'.repeat(MAX_DEPTH + 1)}{}${'}'.repeat(MAX_DEPTH + 1)}`) as unknown;
    expect(faultsIn(members)).toMatchObject([{ pointer: '#/a/a/a' }]);
  });

  it.each([
    ['the character U+0000', '\0'],
    ['the first half of a pair', '\ud83d'],
    ['the second half of a pair', '\ude00'],
    ['halves in the wrong order', '\ude00\ud83d'],
  ])('is refused with what cannot be stored, wherever it is: %s', (_what, text) => {
    const document = { a: ['x', `y${text}`], [`b${text}`]: 1 };
    expect(faultsIn(document).map(({ pointer }) => pointer)).toEqual(['#', '#/a/1']);
    expect(faultsIn(text)).toMatchObject([{ pointer: '#' }]);
  });

  it('may hold characters of two halves', () => {
    expect(faultsIn({ '😀': ['😀'] })).toEqual([]);
  });

  it('is refused with a name of a member that no index takes', () => {
    expect(faultsIn({ ['n'.repeat(MAX_NAME)]: 1 })).toEqual([]);
    expect(faultsIn({ variables: { ['n'.repeat(MAX_NAME + 1)]: 1 } })).toEqual([
      { pointer: '#/variables', detail: `Has a member with a name longer than ${MAX_NAME} characters` },
    ]);
  });

  it('is looked through in a member called __proto__ as well', () => {
    expect(faultsIn(JSON.parse('{"__proto__": ["\\u0000"]}'))).toMatchObject([{ pointer: '#/__proto__/0' }]);
  });

  it('has its first 20 faults told', () => {
    expect(faultsIn(Array.from({ length: 100 }, () => '\0'))).toHaveLength(20);
  });
});
