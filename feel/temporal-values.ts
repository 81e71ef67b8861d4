/** What we use of feelin's date, time and date-time values (luxon's `DateTime`). */
export interface DateTimeValue {
  readonly isLuxonDateTime: true;
  readonly isValid: boolean;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly zone: { readonly type: string; readonly name: string };
  toISO(options: IsoFormat): string | null;
  toISODate(): string | null;
  toISOTime(options: IsoFormat): string | null;
}

interface IsoFormat {
  readonly suppressMilliseconds: boolean;
  readonly includeOffset: boolean;
}

/** What we use of feelin's durations (luxon's `Duration`). */
export interface DurationValue {
  readonly isLuxonDuration: true;
  readonly isValid: boolean;
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
  toObject(): Readonly<Record<string, number>>;
  toISO(): string | null;
}

export const isDateTime = (value: unknown): value is DateTimeValue =>
  typeof value === 'object' && value !== null && 'isLuxonDateTime' in value;

export const isDuration = (value: unknown): value is DurationValue =>
  typeof value === 'object' && value !== null && 'isLuxonDuration' in value;

/** feelin keeps times on 1 January 1900 and dates at midnight of the fixed UTC zone, and tells the kinds apart by that. */
export function kindOfMoment(value: DateTimeValue): 'time' | 'date' | 'date and time' {
  if (value.year === 1900 && value.month === 1 && value.day === 1) return 'time';
  const midnight = value.hour === 0 && value.minute === 0 && value.second === 0 && value.millisecond === 0;
  return midnight && value.zone.type === 'fixed' && value.zone.name === 'UTC' ? 'date' : 'date and time';
}

/** Years and months only, or days and times. */
export function kindOfDuration(value: DurationValue): 'years and months duration' | 'days and time duration' {
  const units = Object.keys(value.toObject());
  const calendarUnits = units.length > 0 && units.every((unit) => unit === 'years' || unit === 'months');
  return calendarUnits ? 'years and months duration' : 'days and time duration';
}
