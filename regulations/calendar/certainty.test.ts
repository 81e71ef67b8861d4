import { describe, expect, it } from '@jest/globals';
import { milestoneClock } from '../clocks/milestone-clock.js';
import { fiveDays, moscow } from '../test-support/calendars.js';
import { workingCalendar, type Calendar, type CalendarVersion } from './calendar.js';
import { certaintyBetween } from './certainty.js';

const at = (text: string): number => Date.parse(text);
const calendar = workingCalendar(moscow);
const own: Calendar = {
  code: 'own',
  name: 'Own',
  zone: 'UTC',
  versions: [{ effectiveFrom: '2000-01-01', week: fiveDays({ from: '09:00', to: '18:00' }), exceptions: {} }],
};

describe('how well the holidays of a time are known', () => {
  it.each([
    ['2024-01-01T00:00Z', '2026-12-31T20:59Z', 'published'],
    ['2026-12-31T12:00Z', '2026-12-31T21:00Z', 'provisional'],
    ['2026-06-01T00:00Z', '2027-06-01T00:00Z', 'provisional'],
    ['2027-12-31T12:00Z', '2028-01-10T00:00Z', 'unknown'],
    ['2023-12-31T12:00Z', '2024-06-01T00:00Z', 'unknown'],
    ['2023-12-31T12:00Z', '2029-06-01T00:00Z', 'unknown'],
  ] as const)('from %s to %s is %s', (from, to, expected) => {
    expect(certaintyBetween(calendar, at(from), at(to))).toBe(expected);
  });

  it('is published for good in a calendar that follows no state', () => {
    expect(certaintyBetween(workingCalendar(own), at('2000-01-01'), at('2090-01-01'))).toBe('published');
    expect(workingCalendar(own).publishedUntil).toBeUndefined();
    expect(calendar.publishedUntil).toBe('2026-12-31');
  });

  it('has its last published date in whichever version that date falls', () => {
    const { week } = own.versions[0]!;
    const known = { '2024': 'published', '2025': 'published', '2026': 'provisional' } as const;
    const until = (...versions: readonly (readonly [string, CalendarVersion['holidays']?])[]) =>
      workingCalendar({
        ...own,
        versions: versions.map(([effectiveFrom, holidays]) => ({
          effectiveFrom,
          week,
          exceptions: {},
          ...(holidays && { holidays }),
        })),
      }).publishedUntil;
    expect(until(['2000-01-01', known], ['2026-03-01'])).toBe('2025-12-31');
    expect(until(['2000-01-01', known], ['2025-03-01'])).toBe('2025-02-28');
    expect(until(['2000-01-01', known], ['2026-03-01', { '2026': 'provisional' }])).toBe('2025-12-31');
    expect(until(['2000-01-01', known], ['2023-06-01', { '2026': 'provisional' }])).toBeUndefined();
    expect(until(['2000-01-01'], ['2026-01-01', known])).toBeUndefined();
    expect(until(['2025-06-01', known], ['2025-09-01', { '2024': 'published' }])).toBe('2025-08-31');
  });

  it('is told by a clock, for the time up to its term, its end or its next change', () => {
    const start = { kind: 'milestoneStart', at: at('2026-12-30T12:00+03:00') } as const;
    const reading = (now: string, target?: number) => milestoneClock(calendar, [start], at(now), target).certainty;
    expect(reading('2026-12-30T13:00+03:00', 60)).toBe('published');
    expect(reading('2026-12-30T13:00+03:00', 6_000)).toBe('provisional');
    expect(reading('2026-12-30T19:00+03:00')).toBe('provisional');
    const met = { kind: 'milestoneMet', at: at('2026-12-30T14:00+03:00') } as const;
    expect(milestoneClock(calendar, [start, met], at('2028-06-01T00:00Z')).certainty).toBe('published');
  });
});
