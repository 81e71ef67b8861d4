import type { CalendarVersion, Slot } from './calendar.js';
import { dateOf, dayOf, type LocalDate } from './local-time.js';

/** Which dates of a year do not follow the week. Dates are `month-day`, or two of them as a range `01-01/01-08`. */
export interface ProductionYear {
  /** Not yet published; by the rule of the law alone. */
  readonly provisional?: boolean | undefined;
  /** Weekdays that are off. */
  readonly off: readonly string[];
  /** Days of the weekend that are worked. */
  readonly worked: readonly string[];
  /** Working days that the law shortens by an hour: kept as data, applied by no pack so far. */
  readonly shortened: readonly string[];
}

/** A state's calendar of holidays and transferred days. */
export interface ProductionCalendar {
  readonly code: string;
  readonly title: string;
  readonly years: Readonly<Record<string, ProductionYear>>;
}

/** Every date of a list of dates and ranges. */
export function datesOf(year: string, listed: readonly string[]): readonly LocalDate[] {
  return listed.flatMap((entry) => {
    const [first, last = first] = entry.split('/').map((part) => dayOf(`${year}-${part}`)) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, i) => dateOf(first + i));
  });
}

/**
 * The exceptions that a production calendar makes: holidays off, transferred days with the hours of an ordinary one.
 * @param workedDay slots of a day of the weekend that is worked
 */
export function productionExceptions(
  production: ProductionCalendar,
  workedDay: readonly Slot[],
): CalendarVersion['exceptions'] {
  return Object.fromEntries(
    Object.entries(production.years).flatMap(([year, { off, worked }]) => [
      ...datesOf(year, off).map((date) => [date, []] as const),
      ...datesOf(year, worked).map((date) => [date, workedDay] as const),
    ]),
  );
}

/** How well each of its years is known. */
export const holidaysOf = ({ years }: ProductionCalendar): NonNullable<CalendarVersion['holidays']> =>
  Object.fromEntries(
    Object.entries(years).map(([year, { provisional }]) => [year, provisional ? 'provisional' : 'published']),
  );
