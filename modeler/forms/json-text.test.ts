import { describe, expect, it } from '@jest/globals';
import { formattedJson, readJson } from './json-text.js';

describe('JSON that a person typed', () => {
  it('is read, or told to be none', () => {
    expect(readJson('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(readJson('{a: 1}')).toEqual({ wrong: true });
    expect(readJson('')).toHaveProperty('wrong');
  });

  it('is laid out in lines; a text that was cut stays as it is', () => {
    expect(formattedJson('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(formattedJson('{"a":"b')).toBe('{"a":"b');
  });
});
