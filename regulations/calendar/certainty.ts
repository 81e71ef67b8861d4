import type { Instant } from '../../bpmn/index.js';
import type { Certainty, WorkingCalendar } from './calendar.js';
import { dateOf, dayOf } from './local-time.js';

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
