import type { Element, ProcessDefinition } from '../model/index.js';
import { elementsOf, warning, type Rule } from './rule.js';

/** The activity that runs for each item of a collection, the element itself or one around it. */
function repeatedBy(element: Element | undefined, { elements }: ProcessDefinition): Element | undefined {
  let around = element;
  while (around !== undefined && !('multiInstance' in around && around.multiInstance !== undefined))
    around = around.container === null ? undefined : elements[around.container];
  return around;
}

/**
 * A task that goes back to its last assignee (`reglament:keepsAssignee`) and runs for each item of a collection: every turn
 * would go to the assignee of the first, also where several people are meant to decide.
 */
export const keptAssignee: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.reglament?.keepsAssignee !== true) continue;
    const repeated = repeatedBy(element, definition);
    if (repeated === undefined) continue;
    yield warning('kept-assignee', { id: element.id, property: 'When it comes again' }, { id: repeated.id });
  }
};
