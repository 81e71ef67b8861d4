import type { ElementId, ProcessDefinition } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

/** The code that an event catches is fixed, and it is caught once at an activity or in a scope (Camunda: error events). */
export const caughtErrors: Rule = function* (definition) {
  const caught = new Set<string>();
  for (const element of elementsOf(definition)) {
    if (element.type !== 'errorBoundaryEvent' && element.type !== 'errorStartEvent') continue;
    const at = { id: element.id, property: 'Error' };
    const { code } = element.error;
    if (code?.kind === 'feel') yield error('caught-error-expression', at);
    const where = element.type === 'errorStartEvent' ? scopeOf(element.container, definition) : element.attachedTo;
    const key = JSON.stringify([where, element.type, code?.kind === 'static' ? code.value : null]);
    if (code?.kind !== 'feel' && caught.has(key)) yield error('caught-error-twice', at);
    caught.add(key);
  }
};

/** The scope that an event sub-process belongs to. */
const scopeOf = (eventSubProcess: ElementId | null, { elements }: ProcessDefinition): ElementId | null =>
  elements[eventSubProcess ?? '']?.container ?? null;
