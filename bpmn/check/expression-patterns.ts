import { patternFaults, type PatternFailure } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import type { At, Finding } from './finding.js';
import { elementsOf, error, type Rule } from './rule.js';

/** The patterns that are written out in FEEL expressions can be run. */
export const expressionPatterns: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      for (const failure of patternFaults(expression.source)) yield findingOf({ id: holder.id, property }, failure);
    }
  }
};

function findingOf(at: At, { rule, parameters }: PatternFailure): Finding {
  switch (rule) {
    case 'pattern-back-reference':
      return error('pattern-back-reference', at, parameters);
    case 'pattern-look-around':
      return error('pattern-look-around', at, parameters);
    case 'pattern-too-large':
      return error('pattern-too-large', at, parameters);
    case 'pattern-syntax':
      return error('pattern-syntax', at, parameters);
  }
}
