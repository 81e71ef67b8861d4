/**
 * `2025-10-03T11:00:00+03:00`, seconds and a zone name in brackets optional (ISO 8601, as Camunda: timer events); the
 * groups are the instant and its day. No offset is further from UTC than PostgreSQL takes it.
 */
const date =
  /^(((?!0000)\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d))(?:\[[\w/+-]+\])?$/;
/** What clocks and databases agree on, in UTC. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59Z');
/** `P1Y2M10DT2H30M`, weeks `P2W`; the groups are the amounts, in order. */
const duration =
  /^(-?)P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
/** About how many days each of them has. */
const daysOfUnits = [365, 30, 7, 1, 1 / 24, 1 / 1_440, 1 / 86_400];
/** `R3/PT10S`, `R/PT10S`, `R3/2025-10-03T11:00:00Z/P1D`. */
const repeating = /^R(-1|\d+)?\/(?:([^/]+)\/)?([^/]+)$/;
/** One field of a schedule: the numbers it may have, their names, and its special values. */
interface ScheduleField {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
  readonly special?: RegExp;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** Second, minute, hour, day of month, month, day of week. */
const scheduleFields: readonly ScheduleField[] = [
  { least: 0, most: 59 },
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31, special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { least: 1, most: 12, names: months },
  { least: 0, most: 7, names: days, special: /^(?:\?|(?:[0-7]|[A-Z]{3})(?:#[1-5]|L|#L))$/ },
];
const cronName = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** A cycle, taken apart. */
export interface Cycle {
  /** The interval, or a cron text. */
  readonly value: string;
  /** How often, once at least; null = without end. */
  readonly repetitions: number | null;
  /** When the first turn is due, where the text says so. */
  readonly start?: string;
}

/** Is this an instant with its offset? */
export function isDate(text: string): boolean {
  return instantText(text) !== undefined;
}

/** An instant with its offset, without the name of its zone, which only repeats that; undefined when the text is none. */
export function instantText(text: string): string | undefined {
  const [, instant = '', day = ''] = date.exec(text) ?? [];
  const at = Date.parse(instant);
  return at >= earliest && at <= latest && isDay(day) ? instant : undefined;
}

/** Does the month have that day? `Date` takes the 30th of February as the 2nd of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Is this an ISO 8601 duration? None that is longer than 10,000 years: no clock and no database computes that far. */
export function isDuration(text: string): boolean {
  return Math.abs(yearsOf(text)) <= 10_000;
}

/**
 * Takes a cycle apart; undefined when the text is none. One without turns (`R0/PT1H`) never happens, and an interval
 * without length would never let anything else happen.
 */
export function readCycle(text: string): Cycle | undefined {
  if (cronName.test(text) || isSchedule(text)) return { value: text, repetitions: null };
  const match = repeating.exec(text);
  if (match === null) return undefined;
  const [, times, start, interval] = match as unknown as [string, string | undefined, string | undefined, string];
  if (!isDuration(interval) || yearsOf(interval) <= 0 || (start !== undefined && !isDate(start))) return undefined;
  const repetitions = times === undefined || times === '-1' ? null : Number(times);
  if (repetitions === 0) return undefined;
  return { value: interval, repetitions, ...(start !== undefined && { start }) };
}

/** About how many years a duration has; NaN when the text is none. */
function yearsOf(text: string): number {
  const match = duration.exec(text);
  if (match === null) return NaN;
  const days = daysOfUnits.reduce((sum, unit, index) => sum + Number(match[index + 2] ?? 0) * unit, 0);
  return (match[1] === '-' ? -days : days) / 365;
}

/** `0 0 9-17 * * MON-FRI`: every field holds what a schedule can have there (Camunda: timer events, cron expression). */
function isSchedule(text: string): boolean {
  const fields = text.trim().toUpperCase().split(/\s+/);
  if (fields.length !== scheduleFields.length) return false;
  return scheduleFields.every((field, index) =>
    (fields[index] as string).split(',').every((part) => field.special?.test(part) || isSpan(part, field)),
  );
}

/** A value, `low-high` or `*`, each with a step too: `5/15` counts from 5 on. */
function isSpan(part: string, { least, most, names = [] }: ScheduleField): boolean {
  const [span = '', step, ...rest] = part.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\d+$/.test(step) && Number(step) >= 1 && Number(step) <= most)) return false;
  if (span === '*') return true;
  const ends = span.split('-').map((end) => (names.includes(end) ? names.indexOf(end) + least : numberOf(end)));
  const [low = -1, high = low] = ends;
  return ends.length <= 2 && low >= least && high <= most && low <= high;
}

function numberOf(text: string): number {
  return /^\d{1,2}$/.test(text) ? Number(text) : -1;
}
