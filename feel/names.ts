import { nameOf, type SyntaxNode } from './syntax-tree.js';

/** The names an expression uses, in the order met, each once. */
export interface UsedNames {
  /** Read as values: process variables, unless the expression binds them itself (`for i in …`). */
  readonly variables: ReadonlySet<string>;
  /** Called as functions: built-ins, or functions the expression defines. Process variables never are functions. */
  readonly functions: ReadonlySet<string>;
}

/** Collects the names an expression uses. Names after a dot and names of types are not among them. */
export function usedNames(root: SyntaxNode, source: string): UsedNames {
  const variables = new Set<string>();
  const functions = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    let index = 0;
    for (let child = node.firstChild; child !== null; child = child.nextSibling, index++) {
      if (child.name === 'Type' || (node.name === 'PathExpression' && index > 0)) continue;
      if (child.name !== 'VariableName') visit(child);
      else if (node.name === 'FunctionInvocation' && index === 0) functions.add(nameOf(child, source));
      else variables.add(nameOf(child, source));
    }
  };
  visit(root);
  return { variables, functions };
}
