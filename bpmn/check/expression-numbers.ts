import { inexactNumbers } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import { elementsOf, error, shortened, type Rule } from './rule.js';

/** The numbers in FEEL expressions are computed with as they are written. */
export const expressionNumbers: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      for (const { literal, kept } of inexactNumbers(expression.source)) {
        const message = `'${shortened(expression.source)}' has a number that cannot be kept exactly: ${literal} would become ${kept}.`;
        yield error('inexact-number', { id: holder.id, property }, message);
      }
    }
  }
};
