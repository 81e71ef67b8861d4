import { parse, type Parsed, type SyntaxNode } from '../syntax-tree.js';
import { compareByType } from './comparisons.js';
import { countSteps } from './counting.js';
import { scaleDurations } from './durations.js';
import { applyEdits, type Edit } from './edits.js';
import { pointExponents } from './exponents.js';
import { callInstanceOf } from './instance-of.js';
import { bindMembershipTighter } from './membership.js';

/** What has to be rewritten in a well-formed expression. */
type Rewriting = (root: SyntaxNode, source: string) => readonly Edit[];

/**
 * What feelin would read wrongly without saying so, and last what has to be counted; each with a word without which there
 * is nothing to do.
 */
const rewritings: readonly (readonly [word: RegExp, rewriting: Rewriting])[] = [
  [/\d[eE][+-]?\d/, pointExponents],
  [/\bin\b/, bindMembershipTighter],
  [/\binstance\b/, callInstanceOf],
  [/^(?=[^]*[*/])[^]*(?:\bduration\b|@"|\bdate\b|\btime\b|\bnow\b|\btoday\b)/, scaleDurations],
  [/[<>=]|\bbetween\b/, compareByType],
  [/\b(?:for|some|every|function|in)\b|[[=<>.]/, countSteps],
];

/** Applies every rewriting. */
export function rewrite(parsed: Parsed): Parsed {
  let current = parsed;
  for (const [word, rewriting] of rewritings) {
    if (!word.test(parsed.source)) continue;
    const edits = rewriting(current.tree, current.source);
    if (edits.length === 0) continue;
    const source = applyEdits(current.source, edits);
    current = { source, tree: parse(source) };
  }
  return current;
}
