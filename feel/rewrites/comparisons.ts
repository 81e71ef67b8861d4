import { comparing } from '../builtins/comparisons.js';
import { childrenOf, nameOf, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/**
 * feelin compares values of different types as if they were alike, or says false. Turns comparisons and `between` into
 * calls of our own, which know the types; `and true` keeps them tests, which filters look at. `in` stays as it is.
 */
export function compareByType(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  const visit = (node: SyntaxNode): void => {
    const children = childrenOf(node);
    const moment = momentOf(node, children, source);
    const separators = node.name === 'Comparison' ? separatorsOf(children, source) : undefined;
    if (moment !== undefined) edits.push({ from: node.from, to: node.from, text: `${comparing.moment}(` });
    if (separators !== undefined) edits.push({ from: node.from, to: node.from, text: `(${separators.call}(` });
    for (const child of children) {
      const text = separators?.texts.get(child.from);
      if (text === undefined) visit(child);
      else edits.push({ from: child.from, to: child.to, text });
    }
    if (separators !== undefined) edits.push({ from: node.to, to: node.to, text: ') and true)' });
    if (moment !== undefined) edits.push({ from: node.to, to: node.to, text: `, "${moment}")` });
  };
  visit(root);
  return edits;
}

/** What stands between the operands of a comparison, by its place, and the function that takes them. */
function separatorsOf([, operator, , and]: readonly SyntaxNode[], source: string) {
  if (operator?.name === 'CompareOp') {
    const sign = source.slice(operator.from, operator.to);
    return { call: comparing.compared, texts: new Map([[operator.from, `, "${sign}", `]]) };
  }
  if (operator?.name !== 'between' || and === undefined) return undefined;
  const comma = ', ';
  return {
    call: comparing.between,
    texts: new Map([
      [operator.from, comma],
      [and.from, comma],
    ]),
  };
}

/** What a literal or call makes, as its words say. */
function momentOf(node: SyntaxNode, [first]: readonly SyntaxNode[], source: string) {
  if (first === undefined) return undefined;
  const words = nameOf(first, source);
  if (node.name === 'FunctionInvocation')
    return words === 'today' ? 'date' : words === 'now' ? 'date and time' : undefined;
  if (node.name !== 'DateTimeLiteral') return undefined;
  if (words === 'date' || words === 'date and time') return words;
  if (first.name !== 'AtLiteral') return undefined;
  if (/^@"-?\d+-\d\d-\d\d"$/.test(words)) return 'date';
  return /^@"-?\d+-\d\d-\d\dT/.test(words) ? 'date and time' : undefined;
}
