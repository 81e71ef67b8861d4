import type { Instant } from '../../bpmn/index.js';
import { NoWorkingTimeError, type WorkingCalendar } from './calendar.js';
import { instantAt, minuteOfDay, type LocalDay } from './local-time.js';

const DAYS_SEARCHED = 1_000;

/** Does the calendar work on this day at all? */
export const isWorkingDay = (calendar: WorkingCalendar, day: LocalDay): boolean => calendar.day(day).length > 0;

/** The working day so many working days after a day. @throws NoWorkingTimeError when the calendar has none for years */
function workingDayAfter(calendar: WorkingCalendar, start: LocalDay, days: number): LocalDay {
  let day = start;
  let idle = 0;
  for (let left = days; left > 0;) {
    day += 1;
    idle += 1;
    if (isWorkingDay(calendar, day)) {
      left -= 1;
      idle = 0;
    } else if (idle > DAYS_SEARCHED) {
      throw new NoWorkingTimeError(calendar.code, 'has no working days any more');
    }
  }
  return day;
}

/**
 * So many working days later, at the same wall time; a time outside that day's working hours moves to their start or
 * end. The day of `from` does not count. `from` itself for no days.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Instant, days: number): Instant {
  if (days <= 0) return from;
  const day = workingDayAfter(calendar, calendar.dayOf(from), Math.floor(days));
  const hours = calendar.day(day);
  const same = instantAt(day, minuteOfDay(from, calendar.zone), calendar.zone);
  return Math.min(Math.max(same, hours[0]!.from), hours.at(-1)!.to);
}

/** Working days after the day of `from`, up to and with the day of `to`; negative when `to` is the earlier one. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const first = calendar.dayOf(from);
  const last = calendar.dayOf(to);
  if (last < first) return -workingDaysBetween(calendar, to, from);
  let days = 0;
  for (let day = first + 1; day <= last; day += 1) if (isWorkingDay(calendar, day)) days += 1;
  return days;
}
