import type { Instant } from '../../bpmn/index.js';
import { NoWorkingTimeError, type Interval, type WorkingCalendar } from './calendar.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;
/** After so many days without working time a calendar is taken to have none. */
const DAYS_SEARCHED = 1_000;

/** Working time from an instant on, without end. @throws NoWorkingTimeError when the calendar has none for years */
function* workingFrom(calendar: WorkingCalendar, from: Instant): Generator<Interval, never> {
  let day = calendar.dayOf(from);
  for (let idle = 0; idle < DAYS_SEARCHED; idle += 1, day += 1) {
    for (const interval of calendar.day(day)) {
      if (interval.to <= from) continue;
      idle = 0;
      yield { from: Math.max(interval.from, from), to: interval.to };
    }
  }
  throw new NoWorkingTimeError(calendar.code, `has no working time after ${new Date(from).toISOString()}`);
}

/**
 * The earliest instant at which so many minutes of working time have passed since `from`; `from` itself for none. The
 * end of a slot comes before the start of the next: eight hours from 09:00 on are over at 18:00 with an hour's break,
 * not the next morning. Inverse of `workingTimeBetween`, additive, monotone.
 * @param minutes 0 and more; fractions count to the millisecond
 * @throws NoWorkingTimeError when the calendar runs out of working time
 */
export function addWorkingTime(calendar: WorkingCalendar, from: Instant, minutes: number): Instant {
  let left = Math.round(minutes * MINUTE);
  if (left <= 0) return from;
  for (const interval of workingFrom(calendar, from)) {
    const length = interval.to - interval.from;
    if (left <= length) return interval.from + left;
    left -= length;
  }
  return from;
}

/** The working time between two instants, stretch by stretch; none when `to` is not after `from`. */
export function workingSegments(calendar: WorkingCalendar, from: Instant, to: Instant): readonly Interval[] {
  const segments: Interval[] = [];
  const last = calendar.dayOf(to);
  for (let day = calendar.dayOf(from); day <= last; day += 1) {
    for (const interval of calendar.day(day)) {
      const segment = { from: Math.max(interval.from, from), to: Math.min(interval.to, to) };
      if (segment.from < segment.to) segments.push(segment);
    }
  }
  return segments;
}

/** Minutes of working time between two instants; negative when `to` is the earlier one. */
export function workingTimeBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  if (to < from) return -workingTimeBetween(calendar, to, from);
  const time = workingSegments(calendar, from, to).reduce((sum, segment) => sum + segment.to - segment.from, 0);
  return time / MINUTE;
}

/** The first instant of working time that is not before `from`. @throws NoWorkingTimeError when there is none for years */
export function nextOpening(calendar: WorkingCalendar, from: Instant): Instant {
  return workingFrom(calendar, from).next().value.from;
}

/** Is this instant working time? */
export function isOpen(calendar: WorkingCalendar, at: Instant): boolean {
  return calendar.day(calendar.dayOf(at)).some(({ from, to }) => from <= at && at < to);
}

/** When working time ends, or begins, next; undefined when it does neither within a year (round the clock, say). */
export function nextChange(calendar: WorkingCalendar, at: Instant): Instant | undefined {
  let end: Instant | undefined;
  for (const interval of workingFrom(calendar, at)) {
    if (interval.from - at > YEAR) return end === undefined || end - at > YEAR ? undefined : end;
    if (end === undefined && interval.from > at) return interval.from;
    if (end !== undefined && interval.from > end) return end;
    end = interval.to;
  }
  return undefined;
}
