import type { Effect, Instant, Key } from '../../bpmn/index.js';
import { dueInstant, UnreckonableError } from '../../regulations/calendar/due.js';
import type { CalendarStore } from '../calendars/calendars.js';
import type { CommittedInput, TimerBook } from './protocol.js';

/** What became of the timers that a step sets. */
export interface Reckoned {
  readonly due: TimerBook;
  /** Why others cannot be reckoned: each becomes an input `timer.failed` of its instance, an incident there. */
  readonly failed: Readonly<Record<Key, string>>;
}

type TimerEffect = Extract<Effect, { readonly type: 'timer.set' }>;

const timersSet = (inputs: readonly CommittedInput[]): readonly TimerEffect[] =>
  inputs.flatMap(({ effects }) => effects.filter((effect) => effect.type === 'timer.set'));

/** Reckons the timers that these inputs set, in the calendars they name as those are now (design §5, Timers). */
export async function reckon(inputs: readonly CommittedInput[], store: CalendarStore): Promise<Reckoned> {
  const timers = timersSet(inputs);
  const calendars = await store.inForce(timers.flatMap(({ timer }) => timer.calendar ?? []));
  const due: Record<Key, Instant> = {};
  const failed: Record<Key, string> = {};
  for (const { key, timer } of timers) {
    try {
      due[key] = dueInstant(timer, calendars);
    } catch (error) {
      if (!(error instanceof UnreckonableError)) throw error;
      failed[key] = error.message;
    }
  }
  return { due, failed };
}
