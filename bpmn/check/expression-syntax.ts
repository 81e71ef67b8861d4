import { syntaxFault } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import { elementsOf, error, shortened, type Rule } from './rule.js';

/** Every FEEL expression can be parsed. */
export const expressionSyntax: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      const fault = syntaxFault(expression.source);
      if (fault === undefined) continue;
      const place = fault.position === undefined ? '' : ` at position ${fault.position + 1}`;
      const message = `'${shortened(expression.source)}' is not FEEL${place}: ${fault.message}.`;
      yield error('expression-syntax', { id: holder.id, property }, message);
    }
  }
};
