import { childrenOf, descendants, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/**
 * feelin takes everything after `in` as the test, so `x in [1..10] and y` reads as `x in ([1..10] and y)` and is null
 * without a warning (nikku/feelin#74). The specification binds `in` tighter than `and` and `or` (DMN 1.5, 10.3.1.2).
 * Puts brackets around each such comparison, up to the operand that is its test.
 */
export function bindMembershipTighter(root: SyntaxNode): readonly Edit[] {
  const edits: Edit[] = [];
  for (const node of descendants(root)) {
    if (node.name !== 'Comparison') continue;
    const [, operator, test] = childrenOf(node);
    if (operator?.name !== 'in' || test?.name !== 'PositiveUnaryTest') continue;
    const operand = firstOperand(test);
    if (operand === undefined) continue;
    edits.push({ from: node.from, to: node.from, text: '(' }, { from: operand.to, to: operand.to, text: ')' });
  }
  return edits;
}

/** The leftmost operand of the `and`s and `or`s swallowed by a test; undefined when it swallowed none. */
function firstOperand(test: SyntaxNode): SyntaxNode | undefined {
  let swallowed = false;
  let node = test.firstChild;
  while (node !== null) {
    if (node.name === 'Conjunction' || node.name === 'Disjunction') {
      swallowed = true;
      node = node.firstChild;
    } else if (node.name === 'SimplePositiveUnaryTest' && node.firstChild?.name === 'CompareOp') {
      node = node.lastChild;
    } else {
      return swallowed ? node : undefined;
    }
  }
  return undefined;
}
