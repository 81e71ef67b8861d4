import { inexactNumbers } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import { elementsOf, error, shortened, type Rule } from './rule.js';

/** The numbers in FEEL expressions are computed with as they are written. */
export const expressionNumbers: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      for (const { literal, kept } of inexactNumbers(expression.source)) {
        const at = { id: holder.id, property };
        yield error('inexact-number', at, { source: shortened(expression.source), number: literal, kept });
      }
    }
  }
};
