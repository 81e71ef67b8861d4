import { isDate, isDuration, readCycle } from '../kernel/timer-text.js';
import type { TimerDefinition } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

const kinds: Readonly<
  Record<TimerDefinition['kind'], { readonly right: (text: string) => boolean; readonly like: string }>
> = {
  date: { right: isDate, like: 'a date and time with offset like 2025-10-03T11:00:00+03:00' },
  duration: { right: isDuration, like: 'a duration like PT2H30M or P1D' },
  cycle: { right: (text) => readCycle(text) !== undefined, like: 'a repeating interval like R3/PT10M or a cron text' },
};

/** A fixed timer value has the form of its kind (Camunda: timer events). A milestone timer needs none. */
export const timerValue: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('timer' in element)) continue;
    const { kind, value, milestone, phase } = element.timer;
    const at = { id: element.id, property: 'Timer' };
    if (phase !== undefined && milestone === undefined) {
      yield error('timer-value', at, 'A phase is set, but no milestone that it belongs to.');
    }
    if (isMissing(value)) {
      if (milestone === undefined) yield error('timer-value', at, 'The timer has no value.');
    } else if (value.kind === 'static' && !(typeof value.value === 'string' && kinds[kind].right(value.value))) {
      yield error('timer-value', at, `${JSON.stringify(value.value)} is not ${kinds[kind].like}.`);
    }
  }
};
