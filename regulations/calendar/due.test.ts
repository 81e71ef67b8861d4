import { describe, expect, it } from '@jest/globals';
import { moscow } from '../test-support/calendars.js';
import { workingCalendar } from './calendar.js';
import { dueInstant, UnknownCalendarError, DueDateError } from './due.js';

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

describe('a cycle whose turns were missed', () => {
  const next = (value: string, from: string, after: string, more: object = {}): string =>
    iso(
      dueInstant(
        { kind: 'cycle', value, repetitions: null, from: Date.parse(from), ...more },
        undefined,
        Date.parse(after),
      ),
    );
  const midnight = '2025-01-31T00:00:00Z';

  it.each([
    ['PT1H', '2025-01-31T05:30:00Z', '2025-01-31T06:00:00.000Z', 'between two turns'],
    ['PT1H', '2025-01-31T05:00:00Z', '2025-01-31T06:00:00.000Z', 'at a turn: that one counts as missed'],
    ['PT1H', '2025-01-31T01:00:00Z', '2025-01-31T02:00:00.000Z', 'at the first turn'],
    ['PT1H', '2025-01-30T20:00:00Z', '2025-01-31T01:00:00.000Z', 'before the first turn: none was missed'],
    ['PT1H', '2035-01-31T05:30:00Z', '2035-01-31T06:00:00.000Z', 'ten years later'],
    ['P1D', '2025-03-31T05:30:00Z', '2025-04-01T00:00:00.000Z', 'by days'],
    ['P1W', '2025-02-20T00:00:00Z', '2025-02-21T00:00:00.000Z', 'by weeks'],
    ['0 0 9 * * *', '2025-02-03T10:00:00Z', '2025-02-04T09:00:00.000Z', 'by a schedule'],
    ['PT0S', '2025-02-03T10:00:00Z', '2025-01-31T00:00:00.000Z', 'without any time between its turns'],
  ])('goes on in the grid of %s, asked at %s, at %s: %s', (value, after, due) =>
    expect(next(value, midnight, after)).toBe(due),
  );

  it('of months counts them one by one, as it would have', () => {
    expect(next('P1M', midnight, '2025-05-10T00:00:00Z')).toBe('2025-05-28T00:00:00.000Z');
  });

  it('begins where it says, however long ago that was: the first turn makes up for all', () => {
    const begun = { start: '2020-01-01T00:00:00Z' };
    expect(iso(dueInstant({ kind: 'cycle', value: 'P1D', repetitions: 3, from, ...begun }))).toBe(
      '2020-01-01T00:00:00.000Z',
    );
  });

  it('counts working time turn by turn', () => {
    const calendars = (code: string) => (code === 'moscow' ? workingCalendar(moscow) : undefined);
    const due = dueInstant(
      {
        kind: 'cycle',
        value: 'PT4H',
        repetitions: null,
        from: Date.parse('2025-06-09T09:00+03:00'),
        calendar: 'moscow',
      },
      calendars,
      Date.parse('2025-06-10T10:00+03:00'),
    );
    expect(iso(due)).toBe('2025-06-10T09:00:00.000Z');
  });

  it.each(['date', 'duration'] as const)('is no %s: that has one turn, however late', (kind) => {
    const value = kind === 'date' ? '2025-01-01T00:00:00Z' : 'PT1H';
    const timer = { kind, value, from: Date.parse(midnight) } as const;
    expect(dueInstant(timer, undefined, Date.parse('2030-01-01T00:00:00Z'))).toBe(dueInstant(timer));
  });
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

  it('is none for working time without a calendar', () => {
    const timer = { kind: 'duration', value: 'PT2H', from: 0, unit: 'workingTime' } as const;
    expect(() => dueInstant(timer, calendars)).toThrow('Working time is counted in a calendar, and none is named');
  });

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
    expect(() => after('P300000Y')).toThrow(DueDateError);
    expect(after('P20000Y')).toBe(Date.UTC(9999, 11, 31));
  });
});
