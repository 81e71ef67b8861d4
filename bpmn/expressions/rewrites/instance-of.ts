import { instanceOfName } from '../builtins/instance-of.js';
import { childrenOf, descendants, type SyntaxNode } from '../syntax-tree.js';

/**
 * feelin parses `x instance of number` but answers false for everything. Turns the innermost first such test into a
 * call of our own function; undefined when there is none. Called again until there is none.
 */
export function callInstanceOf(root: SyntaxNode, source: string): string | undefined {
  let innermost: SyntaxNode | undefined;
  for (const node of descendants(root)) if (node.name === 'InstanceOfExpression') innermost = node;
  if (innermost === undefined) return undefined;
  const [value, , , type] = childrenOf(innermost);
  if (value === undefined || type === undefined) return undefined;
  const typeName = source.slice(type.from, type.to).replace(/\s+/g, ' ');
  const call = `${instanceOfName}(${source.slice(value.from, value.to)}, ${JSON.stringify(typeName)})`;
  return source.slice(0, innermost.from) + call + source.slice(innermost.to);
}
