import { describe, expect, it } from '@jest/globals';
import { jsonbText } from './sql-json.js';

const read = (value: unknown): unknown => JSON.parse(jsonbText(value));

describe('JSON for Postgres', () => {
  it.each([
    ['U+0000', 'a\0b', 'a\ufffdb'],
    ['the first half of a pair', 'a\ud83d', 'a\ufffd'],
    ['the second half of a pair', '\ude00b', '\ufffdb'],
    ['halves in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['a half behind a backslash', '\\\ud83d', '\\\ufffd'],
  ])('has no %s, in texts and in names', (_what, text, mended) => {
    expect(read({ [text]: [text] })).toEqual({ [mended]: [mended] });
  });

  it('leaves everything else as it is', () => {
    const texts = ['😀', '\\ud83d', '\\\\u0000', '\ud7ff\ue000', 'plain'];
    expect(read(texts)).toEqual(texts);
  });

  it('leaves texts that are JSON themselves as they are', () => {
    const value = JSON.stringify({ a: '\ud83d', b: '\0' });
    expect(read({ value })).toEqual({ value });
  });
});
