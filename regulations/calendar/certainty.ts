import type { Instant } from '../../bpmn/index.js';
import type { WorkingCalendar } from './calendar.js';
import { dateOf, dayOf } from './local-time.js';

/**
 * How well the holidays of a time are known. `published`: by the state, or the calendar follows none; `provisional`: by the
 * rule of the law alone, transfers of days are still to come; `unknown`: there are no data, holidays count as working days.
 */
export type Certainty = 'published' | 'provisional' | 'unknown';

const ORDER: readonly Certainty[] = ['published', 'provisional', 'unknown'];

/** The certainty of the least known time between two instants, both included. */
export function certaintyBetween(calendar: WorkingCalendar, from: Instant, to: Instant): Certainty {
  const [first, last] = [calendar.dayOf(from), calendar.dayOf(Math.max(from, to))];
  const years: number[] = [];
  for (let year = Number(dateOf(first).slice(0, 4)) + 1; year <= Number(dateOf(last).slice(0, 4)); year += 1) {
    years.push(dayOf(`${year}-01-01`));
  }
  const found = [first, ...years, last].map((day) => ORDER.indexOf(calendar.certainty(day)));
  return ORDER[Math.max(...found)]!;
}
