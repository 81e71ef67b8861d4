import { elementsOf, error, type Rule } from './rule.js';

/** What happens once cannot repeat: no cycle on a catch event or on an interrupting boundary or start event. */
export const timerCycle: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('timer' in element) || element.timer.kind !== 'cycle') continue;
    const startsProcess =
      element.type === 'timerStartEvent' && definition.elements[element.container ?? '']?.type === 'process';
    if (startsProcess || ('interrupting' in element && !element.interrupting)) continue;
    yield error('timer-cycle', { id: element.id, property: 'Timer' });
  }
};
