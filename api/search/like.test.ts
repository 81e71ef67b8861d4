import { describe, expect, it } from '@jest/globals';
import { likeExpression, likePattern } from './like.js';

describe('a pattern of $like', () => {
  it('has wildcards for any run and for one character', () => {
    expect(likePattern('order-*-?')).toBe('order-%-_');
    expect(likeExpression('AC*E').test('ACTIVE')).toBe(true);
    expect(likeExpression('A?E').test('ACTIVE')).toBe(false);
  });

  it('takes the meaning from wildcards behind a backslash', () => {
    expect(likePattern('what\\?\\*')).toBe('what?*');
    expect(likeExpression('a\\*b').test('a*b')).toBe(true);
    expect(likeExpression('a\\*b').test('axb')).toBe(false);
  });

  it("keeps SQL's own wildcards and the characters of regular expressions as they are", () => {
    expect(likePattern('100%_\\\\')).toBe('100\\%\\_\\\\');
    expect(likeExpression('a.b(').test('a.b(')).toBe(true);
    expect(likeExpression('a.b').test('axb')).toBe(false);
  });
});
