import type { Instant } from '../../bpmn/index.js';
import { dateOf, dayOf, dayOfWeek, instantAt, localDay, type LocalDate, type LocalDay } from './local-time.js';

/** Working hours of a day, as the wall clock shows them: `09:00`–`18:00`. `to` may be `24:00`. */
export interface Slot {
  readonly from: string;
  readonly to: string;
}

/** Seven lists of slots, Monday first; an empty one is a day off. */
export type Week = readonly [
  readonly Slot[],
  readonly Slot[],
  readonly Slot[],
  readonly Slot[],
  readonly Slot[],
  readonly Slot[],
  readonly Slot[],
];

/** What holds from a date on. */
export interface CalendarVersion {
  /** First local date it holds for; the first version holds for all earlier dates too. */
  readonly effectiveFrom: LocalDate;
  readonly week: Week;
  /** Dates that do not follow the week: slots of their own; none is a day off. */
  readonly exceptions: Readonly<Record<LocalDate, readonly Slot[]>>;
  /** How well the holidays of a year are known, where a state's holidays are among the exceptions; of others nothing is. */
  readonly holidays?: Readonly<Record<string, 'published' | 'provisional'>>;
}

/** Working time: plain data, in packs and in the table `work_calendars`. */
export interface Calendar {
  readonly code: string;
  readonly name: string;
  /** IANA time zone in which slots and dates are meant. */
  readonly zone: string;
  /** By effective date, ascending; at least one. */
  readonly versions: readonly CalendarVersion[];
}

/** A stretch of time, its end not included. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * How well the holidays of a time are known. `published`: by the state, or the calendar follows none; `provisional`: by the
 * rule of the law alone, transfers of days are still to come; `unknown`: there are no data, holidays count as working days.
 */
export type Certainty = 'published' | 'provisional' | 'unknown';

/** A calendar has no working time any more. */
export class NoWorkingTimeError extends RangeError {
  override readonly name = 'NoWorkingTimeError';

  constructor(
    readonly calendar: string,
    what: string,
  ) {
    super(`The calendar ${calendar} ${what}`);
  }
}

/** A calendar prepared for date arithmetic; days are worked out once. */
export interface WorkingCalendar {
  readonly code: string;
  readonly zone: string;
  /** Working time of a local day, in order, without overlaps. */
  day(day: LocalDay): readonly Interval[];
  dayOf(instant: Instant): LocalDay;
  /** How well the holidays of the day's year are known. */
  certainty(day: LocalDay): Certainty;
  /** Last date whose holidays the state has published; absent: none are, or the calendar follows no state. */
  readonly publishedUntil?: LocalDate;
}

/** Days kept in memory; the oldest go first. */
const DAYS_KEPT = 4_000;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const versionAt = ({ versions }: Calendar, date: LocalDate): CalendarVersion | undefined =>
  versions.filter(({ effectiveFrom }) => effectiveFrom <= date).at(-1) ?? versions[0];

/** The slots of a local day: its exception, else its weekday's, of the version that holds then. */
function slotsOf(calendar: Calendar, day: LocalDay): readonly Slot[] {
  const date = dateOf(day);
  const version = versionAt(calendar, date);
  return version?.exceptions[date] ?? version?.week[dayOfWeek(day) - 1] ?? [];
}

function certaintyOf(calendar: Calendar, day: LocalDay): Certainty {
  const date = dateOf(day);
  const { holidays } = versionAt(calendar, date) ?? {};
  return holidays === undefined ? 'published' : (holidays[date.slice(0, 4)] ?? 'unknown');
}

/** The last date that is published, by the version that holds then. */
function publishedUntil({ versions }: Calendar): LocalDate | undefined {
  const ends = versions.flatMap(({ effectiveFrom, holidays = {} }, i) => {
    const next = versions[i + 1]?.effectiveFrom;
    const last = next === undefined ? '9999-12-31' : dateOf(dayOf(next) - 1);
    return Object.entries(holidays).flatMap(([year, known]) => {
      const end = last < `${year}-12-31` ? last : `${year}-12-31`;
      const holds = end >= `${year}-01-01` && (i === 0 || end >= effectiveFrom);
      return known === 'published' && holds ? [end] : [];
    });
  });
  return ends.sort().at(-1);
}

/** Prepares a calendar for date arithmetic. Slots of a day must be in order and apart (checked where packs are read). */
export function workingCalendar(calendar: Calendar): WorkingCalendar {
  const { code, zone } = calendar;
  const days = new Map<LocalDay, readonly Interval[]>();

  const work = (day: LocalDay): readonly Interval[] =>
    slotsOf(calendar, day)
      .map(({ from, to }) => ({ from: instantAt(day, minuteOf(from), zone), to: instantAt(day, minuteOf(to), zone) }))
      .filter(({ from, to }) => from < to);

  const until = publishedUntil(calendar);
  return {
    code,
    zone,
    certainty: (day) => certaintyOf(calendar, day),
    ...(until === undefined ? {} : { publishedUntil: until }),
    dayOf: (instant) => localDay(instant, zone),
    day(day) {
      const known = days.get(day);
      if (known) return known;
      const worked = work(day);
      days.set(day, worked);
      if (days.size > DAYS_KEPT) days.delete(days.keys().next().value!);
      return worked;
    },
  };
}
