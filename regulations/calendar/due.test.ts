import { describe, expect, it } from '@jest/globals';
import { moscow } from '../test-support/calendars.js';
import { workingCalendar } from './calendar.js';
import { dueInstant, UnknownCalendarError, UnreckonableError } from './due.js';

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

  it.each([
    ['0 5/15 * * * *', '2025-01-31T10:05:00.000Z', 'counts a step from the value before it'],
    ['0 0 0 31 2 *', '9999-12-31T00:00:00.000Z', 'puts what never comes at the end of time'],
  ])('of the schedule %s is %s: it %s', (value, due) =>
    expect(iso(dueInstant({ kind: 'cycle', value, repetitions: null, from: Date.parse('2025-01-31T10:00:00Z') }))).toBe(
      due,
    ),
  );
});

describe('dueInstant in a calendar', () => {
  const calendars = (code: string) => (code === 'moscow' ? workingCalendar(moscow) : undefined);
  const due = (value: string, from: string, unit?: 'workingTime' | 'workingDays'): string =>
    iso(
      dueInstant(
        { kind: 'duration', value, from: Date.parse(from), calendar: 'moscow', ...(unit ? { unit } : {}) },
        calendars,
      ),
    );

  it('counts a duration in working time', () => {
    expect(due('PT4H', '2025-06-11T16:00+03:00')).toBe('2025-06-16T08:00:00.000Z');
    expect(due('PT4H', '2025-06-11T16:00+03:00', 'workingTime')).toBe('2025-06-16T08:00:00.000Z');
  });

  it('counts days as working days where the unit says so, and hours after them', () => {
    expect(due('P3D', '2025-10-31T12:00+03:00', 'workingDays')).toBe('2025-11-06T09:00:00.000Z');
    expect(due('P1DT2H', '2025-06-10T17:00+03:00', 'workingDays')).toBe('2025-06-16T07:00:00.000Z');
  });

  it('waits for the next opening when there is nothing to count', () => {
    expect(due('PT0S', '2025-11-01T19:00+03:00')).toBe('2025-11-05T06:00:00.000Z');
    expect(due('PT0S', '2025-11-01T11:00+03:00')).toBe('2025-11-01T08:00:00.000Z');
  });

  it('says which calendar is missing', () => {
    const timer = { kind: 'duration', value: 'PT1H', from, calendar: 'none' } as const;
    expect(() => dueInstant(timer, calendars)).toThrow(new UnknownCalendarError('none'));
  });

  it('says when no date is so far away, and takes the last day of 9999 for what lies behind it', () => {
    const after = (value: string) => dueInstant({ kind: 'duration', value, from }, calendars);
    expect(() => after('P300000Y')).toThrow(UnreckonableError);
    expect(after('P20000Y')).toBe(Date.UTC(9999, 11, 31));
  });
});
