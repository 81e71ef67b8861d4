import { childrenOf, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/** Names under which the functions of `builtins/durations` stand in the scope of an expression. */
export const scaling = { '*': 'value_times', '/': 'value_divided' } as const;

/** feelin multiplies and divides numbers only. Turns `a * b` and `a / b` into calls that know durations, too. */
export function scaleDurations(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  const visit = (node: SyntaxNode): void => {
    const [left, operator, right] = childrenOf(node);
    const sign = operator?.name === 'ArithOp' ? source.slice(operator.from, operator.to) : '';
    const calls = node.name === 'ArithmeticExpression' && left && right && (sign === '*' || sign === '/');
    if (calls) edits.push({ from: node.from, to: node.from, text: `${scaling[sign]}(` });
    for (const child of childrenOf(node)) {
      if (calls && child.from === operator?.from) edits.push({ from: child.from, to: child.to, text: ', ' });
      else visit(child);
    }
    if (calls) edits.push({ from: node.to, to: node.to, text: ')' });
  };
  visit(root);
  return edits;
}
