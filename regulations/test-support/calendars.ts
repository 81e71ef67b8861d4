import fc from 'fast-check';
import type { Calendar, Slot, Week } from '../calendar/calendar.js';
import { holidaysOf, productionExceptions } from '../calendar/production.js';
import ruProduction from '../calendars/ru-production.json' with { type: 'json' };

/** Monday to Friday with these slots. */
export const fiveDays = (...slots: readonly Slot[]): Week => [slots, slots, slots, slots, slots, [], []];

const nineToSix: Slot = { from: '09:00', to: '18:00' };

/** Monday to Friday 09:00–18:00 in Moscow with the holidays and transferred days of Russia. */
export const moscow: Calendar = {
  code: 'moscow',
  name: 'Moscow',
  zone: 'Europe/Moscow',
  versions: [
    {
      effectiveFrom: '2000-01-01',
      week: fiveDays(nineToSix),
      exceptions: productionExceptions(ruProduction, [nineToSix]),
      holidays: holidaysOf(ruProduction),
    },
  ],
};

const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three slots that are in order and apart; they may touch. */
const slots: fc.Arbitrary<Slot[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 6 })
  .map((minutes) => [...minutes].sort((a, b) => a - b))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, i) => ({
      from: timeText(minutes[2 * i]!),
      to: timeText(minutes[2 * i + 1]!),
    })),
  );

const dateIn2025 = fc
  .integer({ min: 0, max: 364 })
  .map((day) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10));

/** Any calendar with working time in each week; zones with and without daylight saving, by an hour and by half of one. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    zone: fc.constantFrom('Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
    monday: slots,
    others: fc.array(fc.oneof(slots, fc.constant([])), { minLength: 6, maxLength: 6 }),
    exceptions: fc.array(fc.tuple(dateIn2025, fc.oneof(slots, fc.constant([]))), { maxLength: 20 }),
    changed: dateIn2025,
  })
  .map(({ zone, monday, others, exceptions, changed }) => ({
    code: 'any',
    name: 'Any',
    zone,
    versions: [
      {
        effectiveFrom: '2000-01-01',
        week: [monday, ...others] as unknown as Week,
        exceptions: Object.fromEntries(exceptions),
      },
      { effectiveFrom: changed, week: fiveDays(nineToSix), exceptions: {} },
    ],
  }));

/** Any minute of 2025. */
export const anyInstant = fc
  .integer({ min: 0, max: 365 * 1_440 })
  .map((minute) => Date.UTC(2025, 0, 1) + minute * 60_000);
