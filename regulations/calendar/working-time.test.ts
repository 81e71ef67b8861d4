import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCalendar, anyInstant, fiveDays, moscow } from '../test-support/calendars.js';
import { workingCalendar, type Calendar } from './calendar.js';
import {
  addWorkingTime,
  isOpen,
  nextChange,
  nextOpening,
  workingSegments,
  workingTimeBetween,
} from './working-time.js';

const at = (text: string): number => Date.parse(text);
const iso = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString();
const calendar = workingCalendar(moscow);
const anyWorking = anyCalendar.map(workingCalendar);
const anyMinutes = fc.integer({ min: 0, max: 20_000 });

const round = (zone: string): Calendar => ({
  code: 'round',
  name: 'Round the clock',
  zone,
  versions: [{ effectiveFrom: '2000-01-01', week: fiveDays({ from: '00:00', to: '24:00' }), exceptions: {} }],
});

describe('working time of Moscow with holidays', () => {
  it('leaves out nights, a weekend and a holiday', () => {
    expect(workingTimeBetween(calendar, at('2025-06-11T17:30+03:00'), at('2025-06-16T09:15+03:00'))).toBe(45);
    expect(iso(addWorkingTime(calendar, at('2025-06-11T17:30+03:00'), 45))).toBe('2025-06-16T06:15:00.000Z');
  });

  it('works on a transferred Saturday and rests on the days it stands for', () => {
    expect(isOpen(calendar, at('2025-11-01T11:00+03:00'))).toBe(true);
    expect(iso(nextOpening(calendar, at('2025-11-01T11:00+03:00')))).toBe('2025-11-01T08:00:00.000Z');
    expect(iso(nextOpening(calendar, at('2025-11-01T19:00+03:00')))).toBe('2025-11-05T06:00:00.000Z');
  });

  it('ends at the end of a slot rather than at the start of the next', () => {
    expect(iso(addWorkingTime(calendar, at('2025-06-10T09:00+03:00'), 540))).toBe('2025-06-10T15:00:00.000Z');
  });

  it('says which stretches it is made of', () => {
    const segments = workingSegments(calendar, at('2025-06-11T17:30+03:00'), at('2025-06-16T09:15+03:00'));
    expect(segments.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
      ['2025-06-11T14:30:00.000Z', '2025-06-11T15:00:00.000Z'],
      ['2025-06-16T06:00:00.000Z', '2025-06-16T06:15:00.000Z'],
    ]);
  });

  it('knows when it opens and closes next', () => {
    expect(iso(nextChange(calendar, at('2025-06-11T17:30+03:00')))).toBe('2025-06-11T15:00:00.000Z');
    expect(iso(nextChange(calendar, at('2025-06-11T18:00+03:00')))).toBe('2025-06-16T06:00:00.000Z');
  });
});

describe('working time where clocks change', () => {
  const berlin = workingCalendar(round('Europe/Berlin'));
  const everyDay = (zone: string, from: string, to: string): Calendar => ({
    code: 'night',
    name: 'Night',
    zone,
    versions: [{ effectiveFrom: '2000-01-01', week: Array(7).fill([{ from, to }]) as never, exceptions: {} }],
  });

  it('has 23 hours when an hour is left out, 25 when one is repeated', () => {
    const sunday = workingCalendar(everyDay('Europe/Berlin', '00:00', '24:00'));
    expect(workingTimeBetween(sunday, at('2025-03-30T00:00+01:00'), at('2025-03-31T00:00+02:00'))).toBe(23 * 60);
    expect(workingTimeBetween(sunday, at('2025-10-26T00:00+02:00'), at('2025-10-27T00:00+01:00'))).toBe(25 * 60);
  });

  it('takes a slot that begins in the hour left out from the jump on', () => {
    const night = workingCalendar(everyDay('Europe/Berlin', '02:30', '04:00'));
    expect(workingTimeBetween(night, at('2025-03-30T00:00+01:00'), at('2025-03-30T12:00+02:00'))).toBe(60);
  });

  it('counts the repeated hour of a slot twice', () => {
    const night = workingCalendar(everyDay('Europe/Berlin', '01:00', '04:00'));
    expect(workingTimeBetween(night, at('2025-10-26T00:00+02:00'), at('2025-10-26T12:00+01:00'))).toBe(240);
  });

  it('never changes when it never closes', () => {
    expect(iso(nextChange(berlin, at('2025-06-11T12:00Z')))).toBe('2025-06-13T22:00:00.000Z');
    const always = workingCalendar(everyDay('UTC', '00:00', '24:00'));
    expect(nextChange(always, at('2025-06-11T12:00Z'))).toBeUndefined();
  });
});

describe('working time of any calendar', () => {
  it('is found again between an instant and what was added to it', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, anyMinutes, (any, from, minutes) => {
        expect(workingTimeBetween(any, from, addWorkingTime(any, from, minutes))).toBe(minutes);
      }),
    );
  });

  it('leads back to working time: adding what lies between does not pass the end', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, anyInstant, (any, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const reached = addWorkingTime(any, from, workingTimeBetween(any, from, to));
        expect(reached).toBeLessThanOrEqual(to);
        expect(workingTimeBetween(any, reached, to)).toBe(0);
      }),
    );
  });

  it('adds in parts as it adds at once', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, anyMinutes, anyMinutes, (any, from, first, second) => {
        const inParts = addWorkingTime(any, addWorkingTime(any, from, first), second);
        expect(inParts).toBe(addWorkingTime(any, from, first + second));
      }),
    );
  });

  it('lies between in parts as it lies between at once', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, anyInstant, anyInstant, (any, a, b, c) => {
        const inParts = workingTimeBetween(any, a, b) + workingTimeBetween(any, b, c);
        expect(inParts).toBeCloseTo(workingTimeBetween(any, a, c), 6);
      }),
    );
  });

  it('never ends sooner for a later start or for more to add', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, anyMinutes, anyMinutes, (any, from, minutes, more) => {
        const reached = addWorkingTime(any, from, minutes);
        expect(addWorkingTime(any, from + more * 60_000, minutes)).toBeGreaterThanOrEqual(reached);
        expect(addWorkingTime(any, from, minutes + more)).toBeGreaterThanOrEqual(reached);
      }),
    );
  });

  it('opens at an instant that is working time, with none before it', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, (any, from) => {
        const opening = nextOpening(any, from);
        expect(isOpen(any, opening)).toBe(true);
        expect(workingTimeBetween(any, from, opening)).toBe(0);
      }),
    );
  });

  it('changes from open to closed or back', () => {
    fc.assert(
      fc.property(anyWorking, anyInstant, (any, from) => {
        const change = nextChange(any, from);
        if (change !== undefined) expect(isOpen(any, change)).toBe(!isOpen(any, from));
      }),
    );
  });
});
