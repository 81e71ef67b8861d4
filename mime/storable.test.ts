import { describe, expect, it } from '@jest/globals';
import { storable } from './storable.js';

describe('what PostgreSQL can keep', () => {
  it('has no U+0000 and no half of a character, wherever it stands', () => {
    const half = '\u{1f600}'.slice(0, 1);
    expect(storable('a\0b')).toBe('ab');
    expect(storable(`${half}a\u{1f600}`)).toBe('\u{fffd}a\u{1f600}');
    expect(storable({ list: ['\0a', { name: `b${half}` }], map: new Map([['c\0', '\0d']]) })).toEqual({
      list: ['a', { name: 'b\u{fffd}' }],
      map: new Map([['c', 'd']]),
    });
  });

  it('is everything else as it was', () => {
    const bytes = Buffer.from([0, 1]);
    const at = new Date();
    expect(storable({ bytes, at, none: null, nothing: undefined, count: 0 })).toEqual({
      ...{ bytes, at, none: null, nothing: undefined, count: 0 },
    });
    expect(storable({ bytes }).bytes).toBe(bytes);
  });
});
