import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCalendar, anyInstant, moscow } from '../test-support/calendars.js';
import { workingCalendar } from './calendar.js';
import { dayOf } from './local-time.js';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.js';

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();
const calendar = workingCalendar(moscow);

describe('working days', () => {
  it('leave out weekends and holidays and take in transferred days', () => {
    expect(isWorkingDay(calendar, dayOf('2025-06-12'))).toBe(false);
    expect(isWorkingDay(calendar, dayOf('2025-11-01'))).toBe(true);
    expect(iso(addWorkingDays(calendar, at('2025-10-31T12:00+03:00'), 2))).toBe('2025-11-05T09:00:00.000Z');
    expect(workingDaysBetween(calendar, at('2025-10-31T12:00+03:00'), at('2025-11-05T12:00+03:00'))).toBe(2);
  });

  it('move a time outside working hours to their start or end', () => {
    expect(iso(addWorkingDays(calendar, at('2025-06-09T07:00+03:00'), 1))).toBe('2025-06-10T06:00:00.000Z');
    expect(iso(addWorkingDays(calendar, at('2025-06-09T23:00+03:00'), 1))).toBe('2025-06-10T15:00:00.000Z');
  });

  it('stay where they are when none are added', () => {
    const from = at('2025-06-14T03:00Z');
    expect(addWorkingDays(calendar, from, 0)).toBe(from);
  });

  it('are found again between an instant and what was added to it, in any calendar', () => {
    fc.assert(
      fc.property(anyCalendar.map(workingCalendar), anyInstant, fc.integer({ min: 1, max: 60 }), (any, from, days) => {
        expect(workingDaysBetween(any, from, addWorkingDays(any, from, days))).toBeGreaterThanOrEqual(days - 1);
        expect(workingDaysBetween(any, from, addWorkingDays(any, from, days))).toBeLessThanOrEqual(days);
      }),
    );
  });
});
