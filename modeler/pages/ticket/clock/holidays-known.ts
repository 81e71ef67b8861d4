import type { TicketClock } from './clock-reading.js';

/** Where the time of a clock lies whose holidays are not published. */
export type UncertainTime = 'after' | 'before' | 'always';

/** The date that an instant has in a zone, as `2026-12-31`. */
const dateIn = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(instant);

/**
 * Where the time lies in which a clock is not certain: after the last published date, before it (the first known years
 * come later than the clock's beginning), or nothing is published at all.
 * @param readAt the product's instant of the answer (ISO 8601)
 */
export const uncertainTime = (clock: TicketClock, readAt: string): UncertainTime => {
  if (clock.publishedUntil === null) return 'always';
  const started = clock.startedAt !== null;
  const reached = clock.metAt ?? readAt;
  const ends = [reached, started ? clock.dueAt : null, started && clock.metAt === null ? clock.nextChange : null];
  const end = Math.max(...ends.flatMap((iso) => (iso === null ? [] : [Date.parse(iso)])));
  return dateIn(end, clock.zone) > clock.publishedUntil ? 'after' : 'before';
};
