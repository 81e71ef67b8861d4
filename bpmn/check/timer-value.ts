import { isDate, isDuration, readCycle } from '../kernel/waits/timer-text.js';
import type { TimerDefinition } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

interface Form {
  readonly fits: (text: string) => boolean;
  readonly otherwise: 'timer-date' | 'timer-duration' | 'timer-repetition';
}

const forms: Readonly<Record<TimerDefinition['kind'], Form>> = {
  date: { fits: isDate, otherwise: 'timer-date' },
  duration: { fits: isDuration, otherwise: 'timer-duration' },
  cycle: { fits: (text) => readCycle(text) !== undefined, otherwise: 'timer-repetition' },
};

/** A fixed timer value has the form of its kind (Camunda: timer events). What the engine would not keep is refused. */
export const timerValue: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('timer' in element)) continue;
    const { kind, value, calendar, unit, milestone, phase } = element.timer;
    const at = { id: element.id, property: 'Timer' };
    if (milestone !== undefined) yield error('unsupported-milestone', { id: element.id, property: 'Milestone' });
    else if (phase !== undefined) yield error('timer-phase', at);
    if (unit !== undefined && calendar === undefined)
      yield error('unit-without-calendar', { id: element.id, property: 'Calendar' });
    if (isMissing(value)) {
      if (milestone === undefined) yield error('missing-timer-value', at);
    } else if (value.kind === 'static' && !(typeof value.value === 'string' && forms[kind].fits(value.value))) {
      yield error(forms[kind].otherwise, at, { value: JSON.stringify(value.value) });
    }
  }
};
