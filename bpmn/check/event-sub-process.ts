import type { ElementType } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

const startTypes: ReadonlySet<ElementType> = new Set(['messageStartEvent', 'timerStartEvent', 'errorStartEvent']);

/** Exactly one start event, which waits for an event, and no sequence flows to or from it (BPMN 2.0.2, 10.3.5). */
export const eventSubProcess: Rule = function* (definition) {
  const elements = elementsOf(definition);
  for (const element of elements) {
    if (element.type !== 'eventSubProcess') continue;
    const starts = elements.filter(({ container, type }) => container === element.id && type.endsWith('StartEvent'));
    const at = { id: element.id };
    if (starts.length !== 1) yield error('event-sub-process-starts', at, { count: starts.length });
    for (const { id, type } of starts) if (!startTypes.has(type)) yield error('event-sub-process-start', { id });
    if (element.incoming.length > 0 || element.outgoing.length > 0) yield error('event-sub-process-flow', at);
  }
};
