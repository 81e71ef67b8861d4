import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A FEEL script has an expression and a variable for its result. */
export const scriptTask: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'scriptTask' || !('expression' in element.script)) continue;
    const { expression, resultVariable } = element.script;
    if (isMissing(expression)) yield error('missing-script', { id: element.id, property: 'FEEL expression' });
    if (resultVariable === '') yield error('missing-result-variable', { id: element.id, property: 'Result variable' });
  }
};
