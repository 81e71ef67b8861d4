import { expressionsOf } from './expressions-of.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A fixed text makes no sense in these. */
const computed = new Set(['Condition expression', 'Input collection', 'Completion condition', 'Output element']);

/** Conditions and collections are expressions: they begin with `=` (Camunda: expressions). */
export const expressionRequired: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'feel' || isMissing(expression) || !computed.has(property)) continue;
      yield error('expression-required', { id: holder.id, property }, { value: JSON.stringify(expression.value) });
    }
  }
};
