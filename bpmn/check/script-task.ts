import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A FEEL script has an expression and a variable for its result. */
export const scriptTask: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'scriptTask' || !('expression' in element.script)) continue;
    const { expression, resultVariable } = element.script;
    if (isMissing(expression)) {
      yield error('script-task', { id: element.id, property: 'FEEL expression' }, 'The expression is missing.');
    }
    if (resultVariable === '') {
      yield error('script-task', { id: element.id, property: 'Result variable' }, 'The result variable is missing.');
    }
  }
};
