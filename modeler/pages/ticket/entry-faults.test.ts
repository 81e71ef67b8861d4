import { describe, expect, it } from '@jest/globals';
import { entryFaults } from './entry-faults.js';

describe('a new ticket', () => {
  it('needs a subject and a mail address', () => {
    expect(entryFaults({ subject: ' ', email: '' })).toEqual({ subject: 'missing', email: 'missing' });
    expect(Object.keys(entryFaults({ subject: '', email: 'anna' }))).toEqual(['subject', 'email']);
    expect(entryFaults({ subject: 'Printer', email: ' anna ' })).toEqual({ email: 'noAddress' });
    expect(entryFaults({ subject: 'Printer', email: ' anna@example.org ' })).toEqual({});
  });
});
