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

/** Applies every rewriting until there is nothing left to rewrite. `tree` is the tree of `source`. */
export function rewrite(tree: SyntaxNode, source: string): string {
  let text = source;
  for (const [word, rewriting] of rewritings) {
    if (!word.test(source)) continue;
    let next = rewriting(text === source ? tree : parse(text), text);
    while (next !== undefined) {
      text = next;
      next = rewriting(parse(text), text);
    }
  }
  return text;
}
