import { z } from 'zod';
import type { Calendar, Slot, Week } from '../calendar/calendar.js';
import { holidaysOf, productionExceptions, type ProductionCalendar } from '../calendar/production.js';

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Expected a time of day such as 09:00');
const date = z.iso.date('Expected a date such as 2025-11-01');

/** Slots of one day: each ends after it begins, none begins before the one before has ended. */
const slots = z
  .array(z.strictObject({ from: time, to: time }))
  .refine(
    (given) => given.every(({ from, to }, i) => from < to && (i === 0 || (given[i - 1] as Slot).to <= from)),
    'Slots of a day stand in order and apart',
  );

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const week = z.strictObject(
  Object.fromEntries(WEEKDAYS.map((day) => [day, slots.optional()])) as Record<
    (typeof WEEKDAYS)[number],
    z.ZodOptional<typeof slots>
  >,
);

const monthDay = String.raw`(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const dates = z.array(z.string().regex(new RegExp(`^${monthDay}(/${monthDay})?$`), 'Expected 01-01 or 01-01/01-08'));

/** A state's calendar of holidays and transferred days, as its data file has it. */
export const productionCalendarSchema: z.ZodType<ProductionCalendar> = z.strictObject({
  code: z.string().min(1),
  title: z.string(),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ provisional: z.boolean().optional(), off: dates, worked: dates, shortened: dates }),
  ),
});

/** A working calendar as packs write it. */
export const calendarSource = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  zone: z.string().refine(isZone, 'Expected a time zone such as Europe/Moscow'),
  fromRegulation: z.boolean().default(true),
  versions: z
    .array(
      z.strictObject({
        effectiveFrom: date,
        week,
        /** Holidays of a production calendar are off; its transferred days have the given slots. */
        production: z.strictObject({ calendar: z.string(), workedDay: slots }).optional(),
        /** Dates of our own: slots, none for a day off. */
        exceptions: z.record(date, slots).default({}),
      }),
    )
    .min(1)
    .refine(
      (versions) => versions.every(({ effectiveFrom }, i) => i === 0 || versions[i - 1]!.effectiveFrom < effectiveFrom),
      'Versions stand in the order of their dates',
    ),
});

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar with the dates of its production calendars put in; its own exceptions have the last word.
 * @throws RangeError when a production calendar is missing
 */
export function calendarOf(
  source: z.output<typeof calendarSource>,
  production: (code: string) => ProductionCalendar | undefined,
): Calendar {
  const { code, name, zone, versions } = source;
  return {
    code,
    name,
    zone,
    versions: versions.map(({ effectiveFrom, week: days, production: used, exceptions }) => {
      const facts = used && production(used.calendar);
      if (used && !facts)
        throw new RangeError(`The calendar ${code} uses an unknown production calendar ${used.calendar}`);
      return {
        effectiveFrom,
        week: WEEKDAYS.map((day) => days[day] ?? []) as unknown as Week,
        exceptions: { ...(used && facts ? productionExceptions(facts, used.workedDay) : {}), ...exceptions },
        ...(facts ? { holidays: holidaysOf(facts) } : {}),
      };
    }),
  };
}
