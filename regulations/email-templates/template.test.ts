import { describe, expect, it } from '@jest/globals';
import { fillIn, MissingValueError, placeholders } from './template.js';

describe('the text of an email', () => {
  it('gets values in place of their paths, which are not read again', () => {
    const values = { ticket: { number: 'ISS-1', subject: '{{values.result}}' }, values: { result: 3 } };
    expect(fillIn('[{{ticket.number}}] {{ ticket.subject }}: {{values.result}}', values)).toBe(
      '[ISS-1] {{values.result}}: 3',
    );
  });

  it('is not written when a value is missing, null or no text', () => {
    for (const values of [{}, { values: {} }, { values: { result: null } }, { values: { result: [] } }]) {
      expect(() => fillIn('{{values.result}}', values)).toThrow(new MissingValueError('values.result'));
    }
    expect(() => fillIn('{{values.constructor}}', { values: {} })).toThrow(MissingValueError);
  });

  it('names its paths once each', () => {
    expect(placeholders('{{a.b}} {{c}} {{a.b}}')).toEqual(['a.b', 'c']);
  });
});
