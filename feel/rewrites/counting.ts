import { childrenOf, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/** Names under which the functions of `builtins/counting` stand in the scope of an expression. */
export const counting = {
  items: 'counted_items',
  list: 'counted_list',
  entered: 'function_entered',
  left: 'function_left',
} as const;

/**
 * Lets an evaluation be counted where it can grow: the items of `for`, `some` and `every`, the lists that filters go
 * through, the bodies of functions. Opening edits come before those of the parts inside, closing ones behind them.
 */
export function countSteps(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  const wrapping = (node: SyntaxNode, opening: string, closing: string): void => {
    edits.push({ from: node.from, to: node.from, text: opening });
    inside(node);
    edits.push({ from: node.to, to: node.to, text: closing });
  };
  const inside = (node: SyntaxNode): void => {
    const children = childrenOf(node);
    children.forEach((child, index) => {
      if (child.name === 'IterationContext') {
        const isRange = childrenOf(child).length > 1;
        wrapping(child, `${counting.items}(${isRange ? '[' : ''}`, isRange ? '])' : ')');
      } else if (child.name === 'FunctionBody' && !source.slice(child.from).startsWith('external')) {
        wrapping(child, `${counting.left}(if ${counting.entered}() then (`, ') else null)');
      } else if (node.name === 'FilterExpression' && index === 0) {
        wrapping(child, `${counting.list}(`, ')');
      } else {
        inside(child);
      }
    });
  };
  inside(root);
  return edits;
}
