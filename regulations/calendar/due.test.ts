import { describe, expect, it } from '@jest/globals';
import { dueInstant } from './due.js';

const from = Date.parse('2025-01-31T10:00:00Z');
const iso = (instant: number): string => new Date(instant).toISOString();

describe('dueInstant', () => {
  it('takes a date as it stands, with its offset', () => {
    expect(iso(dueInstant({ kind: 'date', value: '2025-10-03T11:00:00+03:00[Europe/Moscow]', from }))).toBe(
      '2025-10-03T08:00:00.000Z',
    );
  });

  it('adds a duration, months clipped to their end', () => {
    expect(iso(dueInstant({ kind: 'duration', value: 'P1M', from }))).toBe('2025-02-28T10:00:00.000Z');
    expect(iso(dueInstant({ kind: 'duration', value: 'PT1.5S', from }))).toBe('2025-01-31T10:00:01.500Z');
    expect(iso(dueInstant({ kind: 'duration', value: '-PT1H', from }))).toBe('2025-01-31T09:00:00.000Z');
  });

  it('counts a cycle from its start, else from the previous turn', () => {
    expect(iso(dueInstant({ kind: 'cycle', value: 'P1D', start: '2025-03-01T00:00:00Z', repetitions: 2, from }))).toBe(
      '2025-03-01T00:00:00.000Z',
    );
    expect(iso(dueInstant({ kind: 'cycle', value: 'PT10S', repetitions: null, from }))).toBe(
      '2025-01-31T10:00:10.000Z',
    );
  });

  it('finds the next instant of a schedule', () => {
    expect(
      iso(
        dueInstant({
          kind: 'cycle',
          value: '0 0 9-17 * * MON-FRI',
          repetitions: null,
          from: Date.parse('2025-01-31T17:30:00Z'),
        }),
      ),
    ).toBe('2025-02-03T09:00:00.000Z');
    expect(iso(dueInstant({ kind: 'cycle', value: '@daily', repetitions: null, from }))).toBe(
      '2025-02-01T00:00:00.000Z',
    );
  });
});
