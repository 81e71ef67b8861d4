import { describe, expect, it } from '@jest/globals';
import { jsonbText } from './sql-json.js';

describe('text for jsonb', () => {
  it('replaces the one character that jsonb cannot hold', () => {
    expect(JSON.parse(jsonbText({ 'a\0': ['b\0\0c'] }))).toEqual({ 'a\ufffd': ['b\ufffd\ufffdc'] });
  });

  it.each(['\\u0000', '\\\\u0000', '"\\u0000"'])('leaves a text that only looks like it: %j', (text) => {
    expect(JSON.parse(jsonbText({ text }))).toEqual({ text });
  });

  it('leaves JSON inside of texts its own', () => {
    const inner = JSON.stringify('a\0');
    expect(JSON.parse(jsonbText({ inner }))).toEqual({ inner });
  });
});
