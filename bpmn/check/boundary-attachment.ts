import { elementsOf, error, type Rule } from './rule.js';

/** A boundary event is attached to an activity of its own scope (BPMN 2.0.2, 10.5.4). */
export const boundaryAttachment: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('attachedTo' in element)) continue;
    const host = definition.elements[element.attachedTo];
    if (host !== undefined && 'boundaryEvents' in host && host.container === element.container) continue;
    const at = { id: element.id, property: 'Attached to' };
    yield error('boundary-attachment', at);
  }
};
