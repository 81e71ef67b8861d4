import { describe, expect, it } from '@jest/globals';
import { typedValues } from './typed-values.js';

describe('what somebody has typed into a form', () => {
  it('is what differs from what the form was given', () => {
    const given = { reason: 'old', amount: 1, rows: [{ a: 1 }] };
    expect(typedValues(given, { reason: 'old', amount: 2, rows: [{ a: 1 }], added: null })).toEqual({ amount: 2 });
    expect(typedValues(given, { ...given, reason: '' })).toEqual({ reason: '' });
    expect(typedValues(given, given)).toEqual({});
  });
});
