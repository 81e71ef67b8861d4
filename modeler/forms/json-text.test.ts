import { describe, expect, it } from '@jest/globals';
import { formattedJson, readJson } from './json-text.js';

describe('JSON that a person typed', () => {
  it('is read, or told to be none', () => {
    expect(readJson('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(readJson('{a: 1}')).toEqual({ wrong: 'syntax', detail: expect.stringContaining('JSON') });
    expect(readJson('')).toHaveProperty('wrong');
  });

  it('is wrong when digits of a number would be lost, and says which', () => {
    const number = { literal: '9007199254740993', kept: '9007199254740992' };
    expect(readJson('[0.1, 9007199254740993, 1e400]')).toMatchObject({ wrong: 'number', number });
    expect(formattedJson('[9007199254740993]')).toBe('[9007199254740993]');
  });

  it('is laid out in lines; a text that was cut stays as it is', () => {
    expect(formattedJson('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(formattedJson('{"a":"b')).toBe('{"a":"b');
  });
});
