import { parse, type SyntaxNode } from '../syntax-tree.js';
import { callInstanceOf } from './instance-of.js';
import { bindMembershipTighter } from './membership.js';

/** Rewrites one place of a well-formed expression, or says that there is none. */
type Rewriting = (root: SyntaxNode, source: string) => string | undefined;

/** What feelin would read wrongly without saying so; each with a word without which there is nothing to do. */
const rewritings: readonly (readonly [word: RegExp, rewriting: Rewriting])[] = [
  [/\bin\b/, bindMembershipTighter],
  [/\binstance\b/, callInstanceOf],
];

/** An expression as text and as tree. */
export interface Parsed {
  readonly source: string;
  readonly tree: SyntaxNode;
}

/** Applies every rewriting until there is nothing left to rewrite. */
export function rewrite(parsed: Parsed): Parsed {
  let current = parsed;
  for (const [word, rewriting] of rewritings) {
    if (!word.test(parsed.source)) continue;
    for (let next = rewriting(current.tree, current.source); next !== undefined;) {
      current = { source: next, tree: parse(next) };
      next = rewriting(current.tree, current.source);
    }
  }
  return current;
}
