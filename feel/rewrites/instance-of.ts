import { instanceOfName } from '../builtins/instance-of.js';
import { childrenOf, descendants, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/** feelin parses `x instance of number` but answers false for everything. Turns each such test into a call of our own. */
export function callInstanceOf(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  for (const node of descendants(root)) {
    if (node.name !== 'InstanceOfExpression') continue;
    const [value, , , type] = childrenOf(node);
    if (value === undefined || type === undefined) continue;
    const typeName = source.slice(type.from, type.to).replace(/\s+/g, ' ');
    edits.push(
      { from: node.from, to: node.from, text: `${instanceOfName}(` },
      { from: value.to, to: node.to, text: `, ${JSON.stringify(typeName)})` },
    );
  }
  return edits;
}
