import { syntaxFault, type SyntaxFault } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import type { At, Finding } from './finding.js';
import { elementsOf, error, shortened, type Rule } from './rule.js';

/** Every FEEL expression can be parsed. */
export const expressionSyntax: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      const fault = syntaxFault(expression.source);
      if (fault === undefined) continue;
      yield findingOf({ id: holder.id, property }, shortened(expression.source), fault);
    }
  }
};

/** Positions are told from 1. A fault of the whole expression has none. */
function findingOf(at: At, source: string, fault: SyntaxFault): Finding {
  const position = (fault.position ?? 0) + 1;
  switch (fault.rule) {
    case 'expression-too-large':
      return error('expression-too-large', at, { source });
    case 'expression-incomplete':
      return error('expression-incomplete', at, { source, position });
    case 'expression-syntax':
      return error('expression-syntax', at, { source, position, found: fault.parameters.found });
  }
}
