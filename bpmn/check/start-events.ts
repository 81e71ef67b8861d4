import { elementsOf, error, type Rule } from './rule.js';

/** At most one none start event in a container; inside a sub-process no other start event (Camunda: sub-processes). */
export const startEvents: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const container = definition.elements[element.container ?? ''];
    const { id } = element;
    if (element.type === 'noneStartEvent') {
      const first = container !== undefined && 'noneStart' in container ? container.noneStart : null;
      if (first !== id) yield error('several-none-start-events', { id }, { id: first ?? '' });
    }
    const byEvent = element.type === 'messageStartEvent' || element.type === 'timerStartEvent';
    if ((byEvent || element.type === 'errorStartEvent') && container?.type === 'subProcess')
      yield error('sub-process-start', { id });
    if (element.type === 'errorStartEvent' && container?.type === 'process') yield error('process-error-start', { id });
  }
};
