import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import type { Instant, Reason, TimerRequest } from '../../bpmn/index.js';
import { NoWorkingTimeError, type WorkingCalendar } from './calendar.js';
import { addWorkingDays } from './working-days.js';
import { addWorkingTime, nextOpening } from './working-time.js';

/** Names of schedules, as cron texts (second, minute, hour, day of month, month, day of week). */
const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** ISO 8601 text without a zone name in brackets, which only repeats the offset. */
const instantOf = (text: string): Instant => Temporal.Instant.from(text.replace(/\[.*\]$/, '')).epochMilliseconds;

/** Adds an ISO 8601 duration; years, months and days by the calendar of UTC, months clipped to their end. */
function afterDuration(from: Instant, text: string): Instant {
  const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC');
  return zoned.add(Temporal.Duration.from(text)).epochMilliseconds;
}

/** When a timer is due that never comes, like the 31st of February. */
const NEVER: Instant = Date.UTC(9999, 11, 31);

/** The next instant of a cron text after `from`, in UTC; a step may follow a single value (`5/15`: from 5 on). */
function nextOf(cron: string, from: Instant): Instant {
  const schedule = new Cron(NAMED[cron] ?? cron, { timezone: 'UTC', paused: true, sloppyRanges: true });
  return schedule.nextRun(new Date(from))?.getTime() ?? NEVER;
}

/** Calendars in force, by code. */
export type Calendars = (code: string) => WorkingCalendar | undefined;

/** The due date of a timer cannot be computed; a person can fix the cause. With a rule where the text is ours. */
export class DueDateError extends Error implements Reason {
  override readonly name: string = 'DueDateError';
  readonly rule?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A timer names a calendar that is not there. */
export class UnknownCalendarError extends DueDateError {
  override readonly name = 'UnknownCalendarError';
  override readonly rule = 'timer-unknown-calendar';
  override readonly parameters;

  constructor(readonly calendar: string) {
    super(`There is no calendar «${calendar}»`);
    this.parameters = { calendar };
  }
}

/** A timer counts in working time and names no calendar. */
export class MissingCalendarError extends DueDateError {
  override readonly name = 'MissingCalendarError';
  override readonly rule = 'timer-without-calendar';
  override readonly parameters = {};

  constructor() {
    super('Working time is counted in a calendar, and none is named');
  }
}

/** A timer's calendar has no working time any more. */
export class WorkingTimeOverError extends DueDateError {
  override readonly name = 'WorkingTimeOverError';
  override readonly rule = 'timer-no-working-time';
  override readonly parameters;

  constructor(cause: NoWorkingTimeError) {
    super(cause.message, { cause });
    this.parameters = { calendar: cause.calendar };
  }
}

/**
 * Adds a duration in a calendar's time, by the timer's `reglament:unit`. `workingTime`: all of it is working time, a day being 24
 * hours of it. `workingDays`: its days are working days, its hours working time after them. No time at all in a calendar
 * means the next opening: what is due at once is due when there is working time. Negative ones are due at `from`.
 */
function afterWorking(calendar: WorkingCalendar, from: Instant, text: string, unit: TimerRequest['unit']): Instant {
  const duration = Temporal.Duration.from(text);
  if (duration.sign === 0) return nextOpening(calendar, from);
  const relativeTo = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC');
  if (unit !== 'workingDays') {
    return addWorkingTime(calendar, from, duration.total({ unit: 'minute', relativeTo }));
  }
  const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = duration;
  const later = relativeTo.withTimeZone(calendar.zone).add({ years, months, weeks }).epochMilliseconds;
  const rest = Temporal.Duration.from({ hours, minutes, seconds, milliseconds });
  return addWorkingTime(calendar, addWorkingDays(calendar, later, days), rest.total('minute'));
}

/**
 * When a timer is due: its date; its duration after `from`; the start of a cycle, the end of its next interval, or the
 * next instant of its schedule. Durations and intervals count in the timer's calendar where it names one, else they are
 * elapsed time; dates and schedules stand as they are.
 * What lies behind the year 9999 is due then. `after`: turns of a cycle up to that instant were missed; the answer is the
 * first one of its grid after it.
 * @throws DueDateError when the calendar is not there or has no such time, or no date is so far away
 */
export function dueInstant(
  timer: TimerRequest,
  calendars: Calendars = () => undefined,
  after: Instant = -Infinity,
): Instant {
  try {
    return Math.min(firstAfter(timer, calendars, after), NEVER);
  } catch (error) {
    if (error instanceof NoWorkingTimeError) throw new WorkingTimeOverError(error);
    if (error instanceof RangeError) throw new DueDateError(error.message, { cause: error });
    throw error;
  }
}

/** Turns that are counted one by one; behind them a cycle goes on from the instant it is asked for. */
const TURNS = 10_000;

function firstAfter(timer: TimerRequest, calendars: Calendars, after: Instant): Instant {
  const first = computeDueDate(timer, calendars);
  if (first > after || timer.kind !== 'cycle') return first;
  if (!/^-?P/.test(timer.value)) return nextOf(timer.value, after);
  const interval = first - timer.from;
  if (interval <= 0) return first;
  // Of a fixed length: neither months nor years, nor a calendar.
  if (timer.calendar === undefined && !/[YM]/.test(timer.value.replace(/T.*$/, '')))
    return timer.from + (Math.floor((after - timer.from) / interval) + 1) * interval;
  let from = first;
  for (let turn = 0; turn < TURNS; turn++) {
    const next = computeDueDate({ ...timer, from }, calendars);
    if (next > after || next <= from) return next;
    from = next;
  }
  return computeDueDate({ ...timer, from: after }, calendars);
}

function computeDueDate(timer: TimerRequest, calendars: Calendars): Instant {
  const after = (text: string): Instant => {
    if (timer.calendar === undefined) {
      if (timer.unit !== undefined) throw new MissingCalendarError();
      return afterDuration(timer.from, text);
    }
    const calendar = calendars(timer.calendar);
    if (!calendar) throw new UnknownCalendarError(timer.calendar);
    return afterWorking(calendar, timer.from, text, timer.unit);
  };
  if (timer.kind === 'date') return instantOf(timer.value);
  if (timer.kind === 'duration') return after(timer.value);
  if (timer.start !== undefined) return instantOf(timer.start);
  return /^-?P/.test(timer.value) ? after(timer.value) : nextOf(timer.value, timer.from);
}
