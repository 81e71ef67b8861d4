import type { Effect, Instant, Key } from '../../bpmn/index.js';
import type { DueDates } from '../ports.js';
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

/** Reckons the timers that these inputs set, in the calendars they name as those are now. */
export async function reckon(inputs: readonly CommittedInput[], dueDates: DueDates): Promise<Reckoned> {
  const timers = timersSet(inputs);
  const dates = await dueDates.of(timers.map(({ timer }) => timer));
  const due: Record<Key, Instant> = {};
  const failed: Record<Key, string> = {};
  timers.forEach(({ key }, at) => {
    const date = dates[at]!;
    if ('due' in date) due[key] = date.due;
    else failed[key] = date.error;
  });
  return { due, failed };
}
