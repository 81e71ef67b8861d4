import { descendants, type SyntaxNode } from '../syntax-tree.js';
import type { Edit } from './edits.js';

/** feelin reads `1e3` as 1 (it takes a number without a point for a whole one), and `1.0e3` rightly. */
export function pointExponents(root: SyntaxNode, source: string): readonly Edit[] {
  const edits: Edit[] = [];
  for (const node of descendants(root)) {
    if (node.name !== 'NumericLiteral') continue;
    const digits = /^-?\s*\d+(?=[eE])/.exec(source.slice(node.from, node.to))?.[0];
    if (digits !== undefined) {
      const at = node.from + digits.length;
      edits.push({ from: at, to: at, text: '.0' });
    }
  }
  return edits;
}
