import { describe, expect, it } from '@jest/globals';
import { readVariables } from './variables-text.js';

describe('the text of variables', () => {
  it('is a JSON object, or nothing', () => {
    expect(readVariables('{"order": 7}')).toEqual({ variables: { order: 7 } });
    expect(readVariables(' \n')).toEqual({ variables: {} });
  });

  it('is wrong when it is other JSON', () => {
    for (const text of ['[1]', '7', 'null', '"a"']) expect(readVariables(text)).toEqual({ wrong: 'shape' });
  });

  it('is wrong when digits of a number would be lost', () => {
    expect(readVariables('{"order": 9007199254740993}')).toMatchObject({ wrong: 'number' });
  });

  it('says what the parser says when it is no JSON', () => {
    expect(readVariables('{order: 7}')).toMatchObject({ wrong: 'syntax', detail: expect.stringContaining('JSON') });
  });
});
