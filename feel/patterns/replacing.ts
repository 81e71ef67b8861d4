import type { Spend } from './counted-input.js';
import type { Match, Pattern } from './pattern.js';

/** A piece of a replacement: a text, or the number of a group. */
type Piece = string | number;

/** Puts a replacement in the place of every match. `$1` is what the first group has matched, `$0` all, `\$` a dollar sign. */
export function replaceMatches(pattern: Pattern, text: string, replacement: string, spend: Spend): string {
  const pieces = piecesOf(replacement, pattern);
  const made: string[] = [];
  let copied = 0;
  for (const match of pattern.matches(text, spend)) {
    const [start = 0, end = 0] = match;
    made.push(text.slice(copied, start));
    for (const piece of pieces) {
      const put = typeof piece === 'string' ? piece : groupOf(match, piece, text);
      spend(put.length / 100);
      made.push(put);
    }
    copied = end;
  }
  made.push(text.slice(copied));
  return made.join('');
}

/** The parts of a text between the matches. A match of nothing separates characters. */
export function splitAtMatches(pattern: Pattern, text: string, spend: Spend): string[] {
  const parts: string[] = [];
  let copied = 0;
  for (const [start = 0, end = 0] of pattern.matches(text, spend)) {
    if (end === start && (start === copied || start >= text.length)) {
      if (text === '') return [];
      continue;
    }
    parts.push(text.slice(copied, start));
    copied = end;
  }
  return [...parts, text.slice(copied)];
}

/** What the pattern matches, one after the other. */
export const textsOfMatches = (pattern: Pattern, text: string, spend: Spend): string[] =>
  Array.from(pattern.matches(text, spend), (match) => groupOf(match, 0, text));

function groupOf(match: Match, group: number, text: string): string {
  const [start = -1, end = -1] = match.slice(2 * group, 2 * group + 2);
  return start < 0 ? '' : text.slice(start, end);
}

/** Of the digits behind a dollar sign as many count as there are groups for (XPath and XQuery Functions, 5.6.5). */
function piecesOf(replacement: string, { groups, groupNames }: Pattern): readonly Piece[] {
  const pieces: Piece[] = [];
  const found = /\\([\\$])|\$(?:(\d{1,9})|<(\w+)>|([$&]))|\\|\$|[^\\$]+/g;
  for (const [text, escaped, digits, name, sign] of replacement.matchAll(found)) {
    if (digits !== undefined) {
      let known = digits;
      while (known.length > 1 && Number(known) > groups) known = known.slice(0, -1);
      pieces.push(Number(known) > groups ? '' : Number(known), digits.slice(known.length));
    } else if (name !== undefined) pieces.push(groupNames[name] ?? text);
    else if (sign !== undefined) pieces.push(sign === '&' ? 0 : '$');
    else pieces.push(escaped ?? text);
  }
  return pieces;
}
