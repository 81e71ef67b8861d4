import type { ElementType } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

const startTypes: ReadonlySet<ElementType> = new Set(['messageStartEvent', 'timerStartEvent', 'errorStartEvent']);

/** Exactly one start event, which waits for an event, and no sequence flows to or from it (BPMN 2.0.2, 10.3.5). */
export const eventSubProcess: Rule = function* (definition) {
  const elements = elementsOf(definition);
  for (const element of elements) {
    if (element.type !== 'eventSubProcess') continue;
    const starts = elements.filter(({ container, type }) => container === element.id && type.endsWith('StartEvent'));
    if (starts.length !== 1) {
      yield error(
        'event-sub-process',
        element,
        `An event sub-process needs exactly one start event, not ${starts.length}.`,
      );
    }
    for (const start of starts) {
      if (!startTypes.has(start.type)) {
        yield error('event-sub-process', start, 'The start event of an event sub-process has to wait for an event.');
      }
    }
    if (element.incoming.length > 0 || element.outgoing.length > 0) {
      yield error('event-sub-process', element, 'No sequence flow may lead to or from an event sub-process.');
    }
  }
};
