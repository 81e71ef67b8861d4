import { elementsOf, error, type Rule } from './rule.js';

/** A process begins at a start event, a sub-process at a none start event (BPMN 2.0.2, 10.5.2). */
export const missingStartEvent: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const { id } = element;
    if (element.type === 'process' && element.noneStart === null && element.eventStarts.length === 0)
      yield error('missing-start-event', { id });
    if (element.type === 'subProcess' && element.noneStart === null) yield error('missing-none-start-event', { id });
  }
};
