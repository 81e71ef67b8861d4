import { descendants, nameOf, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/**
 * In FEEL a variable may be called like a built-in (`count(items) > count`): what stands before a bracket is a function,
 * everywhere else it is a variable. feelin has one space of names, so the called ones are renamed.
 */
export function renameCalls(root: SyntaxNode, source: string, names: ReadonlyMap<string, string>): readonly Edit[] {
  const edits: Edit[] = [];
  for (const node of descendants(root)) {
    const called = node.name === 'FunctionInvocation' ? node.firstChild : null;
    if (called?.name !== 'VariableName') continue;
    const text = names.get(nameOf(called, source));
    if (text !== undefined) edits.push({ from: called.from, to: called.to, text });
  }
  return edits;
}
