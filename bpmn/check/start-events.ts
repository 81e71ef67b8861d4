import { elementsOf, error, type Rule } from './rule.js';

/** At most one none start event in a container; inside a sub-process no other start event (Camunda: sub-processes). */
export const startEvents: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const container = definition.elements[element.container ?? ''];
    if (element.type === 'noneStartEvent') {
      const first = container !== undefined && 'noneStart' in container ? container.noneStart : null;
      if (first !== element.id) {
        yield error('several-none-start-events', element, `There is another none start event already: ${first}.`);
      }
    }
    const byEvent = element.type === 'messageStartEvent' || element.type === 'timerStartEvent';
    if ((byEvent || element.type === 'errorStartEvent') && container?.type === 'subProcess') {
      yield error('start-event-place', element, 'A sub-process starts at a none start event only.');
    }
    if (element.type === 'errorStartEvent' && container?.type === 'process') {
      yield error('start-event-place', element, 'An error can start an event sub-process, but not a process.');
    }
  }
};
