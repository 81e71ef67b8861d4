import { localNumber, type Instant, type Key } from '../../bpmn/index.js';

/** Due instants of the timers that an instance waits for, by wait. */
export type TimerBook = Readonly<Record<Key, Instant>>;

/** The timer that is due first, on a tie the one that was asked for first; undefined when there is none. */
export function firstDue(book: ReadonlyMap<Key, Instant>): { readonly key: Key; readonly due: Instant } | undefined {
  let first: { readonly key: Key; readonly due: Instant } | undefined;
  for (const [key, due] of book) {
    const earlier =
      first === undefined || due < first.due || (due === first.due && localNumber(key) < localNumber(first.key));
    if (earlier) first = { key, due };
  }
  return first;
}
