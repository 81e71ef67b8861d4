import { descendants, nameOf, type SyntaxNode } from '../syntax-tree.js';

/**
 * In FEEL a variable may be called like a built-in (`count(items) > count`): what stands before a bracket is a function,
 * everywhere else it is a variable. feelin has one space of names, so the called ones are renamed.
 */
export function renameCalls(root: SyntaxNode, source: string, renamed: ReadonlyMap<string, string>): string {
  let result = '';
  let copied = 0;
  for (const node of descendants(root)) {
    const called = node.name === 'FunctionInvocation' ? node.firstChild : null;
    if (called?.name !== 'VariableName') continue;
    const name = renamed.get(nameOf(called, source));
    if (name === undefined) continue;
    result += source.slice(copied, called.from) + name;
    copied = called.to;
  }
  return result + source.slice(copied);
}
