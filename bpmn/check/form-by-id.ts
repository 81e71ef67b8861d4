import { elementsOf, warning, type Rule } from './rule.js';

/** A user task whose form is deployed on its own: no such forms are served (yet), those inside the diagram are. */
export const formById: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type === 'userTask' && element.task.formId !== undefined)
      yield warning('form-by-id', { id: element.id, property: 'Form' });
  }
};
