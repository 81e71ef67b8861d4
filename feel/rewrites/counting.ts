import { childrenOf, descendants, nameOf, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/** Names under which the functions of `builtins/counting` stand in the scope of an expression. */
export const counting = {
  items: 'counted_items',
  list: 'counted_list',
  operand: 'counted_operand',
  target: 'counted_target',
  entered: 'function_entered',
  left: 'function_left',
} as const;

/** Their costs do not depend on the values that they are compared with. */
const literals = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null', 'DateTimeLiteral']);

/** Go through something; what stands inside of them is evaluated again and again. */
const loops = new Set(['ForExpression', 'QuantifiedExpression', 'FilterExpression']);

/**
 * Steps that a part of an expression takes each time it is evaluated, apart from what its values cost: a twentieth for each
 * node, and more where a context has many entries, each of which sees all before it.
 */
export function stepsOf(root: SyntaxNode): number {
  let steps = 0;
  for (const node of descendants(root)) {
    steps += 1 / 20;
    if (node.name === 'Context') steps += childrenOf(node).length ** 2 / 100;
  }
  return steps;
}

/**
 * Lets an evaluation be counted where it can grow: the items of `for`, `some` and `every`, the lists that filters go
 * through, the bodies of functions, what is compared, and what names are looked up in. Opening edits come before those of
 * the parts inside, closing ones behind them.
 */
export function countSteps(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  const wrapping = (node: SyntaxNode, opening: string, closing: string): void => {
    edits.push({ from: node.from, to: node.from, text: opening });
    inside(node, itemCost(node));
    edits.push({ from: node.to, to: node.to, text: closing });
  };
  /** `cost`: of an item of the loop that a node is a part of. */
  const inside = (node: SyntaxNode, cost: string): void => {
    const children = childrenOf(node);
    children.forEach((child, index) => {
      if (child.name === 'IterationContext') {
        const isRange = childrenOf(child).length > 1;
        wrapping(child, `${counting.items}(${isRange ? '[' : ''}`, isRange ? `], ${cost})` : `, ${cost})`);
      } else if (child.name === 'FunctionBody' && !source.slice(child.from).startsWith('external')) {
        const calling = (2 + stepsOf(child)).toFixed(1);
        wrapping(child, `${counting.left}(if ${counting.entered}(${calling}) then (`, ') else null)');
      } else if (node.name === 'FilterExpression' && index === 0 && !isIndex(children[2], source)) {
        wrapping(child, `${counting.list}(`, `, ${cost})`);
      } else if (node.name === 'PathExpression' && index === 0) {
        wrapping(child, `${counting.target}(`, `, ${JSON.stringify(nameOf(children.at(-1)!, source))})`);
      } else if (isOperand(child, node, children)) {
        wrapping(child, `${counting.operand}(`, ')');
      } else {
        inside(child, loops.has(child.name) ? itemCost(child) : cost);
      }
    });
  };
  inside(root, itemCost(root));
  return edits;
}

const itemCost = (node: SyntaxNode): string => (loops.has(node.name) ? Math.max(1, stepsOf(node)) : 1).toFixed(1);

/** What feelin evaluates once, for a position: it goes through the list for tests and texts only. */
function isIndex(within: SyntaxNode | undefined, source: string): boolean {
  if (within?.name === 'ArithmeticExpression') return !source.slice(within.from, within.to).includes('"');
  return (
    within !== undefined &&
    ['NumericLiteral', 'VariableName', 'PathExpression', 'FunctionInvocation'].includes(within.name)
  );
}

/** Tests that are no values to be compared with. */
const bounds = new Set([...literals, 'SimplePositiveUnaryTest', 'Interval']);

/** What `in` goes all the way through; other comparisons are calls by now, and count by themselves. */
function isOperand(child: SyntaxNode, parent: SyntaxNode, [left, operator]: readonly SyntaxNode[]): boolean {
  if (child.name === 'PositiveUnaryTest') return child.firstChild !== null && !bounds.has(child.firstChild.name);
  return parent.name === 'Comparison' && operator?.name === 'in' && child === left && !literals.has(child.name);
}
