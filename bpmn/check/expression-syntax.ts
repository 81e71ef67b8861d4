import { syntaxFault } from '../../feel/index.js';
import { expressionsOf } from './expressions-of.js';
import { elementsOf, error, shortened, type Rule } from './rule.js';
import type { At, Finding } from './finding.js';

/** Every FEEL expression can be parsed. */
export const expressionSyntax: Rule = function* (definition) {
  for (const holder of [...elementsOf(definition), ...Object.values(definition.flows)]) {
    for (const { property, expression } of expressionsOf(holder)) {
      if (expression.kind === 'static') continue;
      const fault = syntaxFault(expression.source);
      if (fault === undefined) continue;
      yield notFeel({ id: holder.id, property }, expression.source, fault.position);
    }
  }
};

/** Says where an expression cannot be read on, and what stands there. Only of a whole expression there is no position. */
function notFeel(at: At, text: string, offset: number | undefined): Finding {
  const source = shortened(text);
  if (offset === undefined) return error('expression-too-large', at, { source });
  const found = /\S+/.exec(text.slice(offset))?.[0].slice(0, 40);
  const position = offset + 1;
  return found === undefined
    ? error('expression-incomplete', at, { source, position })
    : error('expression-syntax', at, { source, position, found });
}
