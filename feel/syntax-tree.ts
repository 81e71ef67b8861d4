import { parseExpression } from '@bpmn-io/feelin';
import type { SyntaxFault } from './evaluator.js';
import { failures } from './failures.js';

/** A node of feelin's (Lezer's) syntax tree: a name, a range of the source, children. */
export type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** Camunda's FEEL dialect: names with special characters stand between backticks. */
export const dialect = 'camunda';

/**
 * Parses a FEEL expression without knowing any variable, so that the same text always has the same tree.
 * (feelin lets the shape of the variables decide how a name with operators in it is read; Camunda does not.)
 */
export const parse = (source: string): SyntaxNode => parseExpression(source, {}, dialect).topNode;

/** Longer expressions, and with them deeper trees, are not written by hand. */
const longestSource = 10_000;

/** Brackets in each other so deep: reading contexts in contexts takes ever longer. */
const deepestBrackets = 60;

/** Entries that a context may have: each of them sees all before it. */
const widestContext = 500;

/** Brackets, calls and operators in each other so deep; a chain of operators is as deep as it is long. */
const deepestTree = 400;

/** An expression as text and as tree. */
export interface Parsed {
  readonly source: string;
  readonly tree: SyntaxNode;
}

/**
 * Parses an expression that may be wrong: its tree, or the first syntax fault in source order. Names that feelin cannot
 * read because a keyword is part of them are written with underscores in the answer, at the same place.
 */
export function parseChecked(written: string): Parsed | { readonly fault: SyntaxFault } {
  if (written.length > longestSource) return { fault: failures.tooLong(longestSource) };
  if (bracketDepth(written) > deepestBrackets) return { fault: failures.tooDeep() };
  try {
    const source = withoutKeywords(written);
    const tree = parse(source);
    if (depthOf(tree) > deepestTree || hasWideContext(tree)) return { fault: failures.tooDeep() };
    const fault = faultOf(tree, source);
    return fault === undefined ? { source, tree } : { fault };
  } catch (error) {
    if (error instanceof RangeError) return { fault: failures.tooDeep() };
    throw error;
  }
}

/** Entries stand between braces and commas. */
function hasWideContext(root: SyntaxNode): boolean {
  for (const node of descendants(root))
    if (node.name === 'Context' && childrenOf(node).length > widestContext + 2) return true;
  return false;
}

/** Texts, quoted names and comments, and single brackets. */
const quotedOrBracket = /"(?:[^"\\]|\\.)*"|`[^`]*`|\/\/[^\n]*|\/\*[^]*?\*\/|[[({]|[\])}]/g;

function bracketDepth(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [found] of source.matchAll(quotedOrBracket)) {
    if ('[({'.includes(found)) deepest = Math.max(deepest, ++depth);
    else if ('])}'.includes(found)) depth -= 1;
  }
  return deepest;
}

/** Without recursion: trees of what others have written may be deeper than the stack. */
function depthOf(root: SyntaxNode): number {
  let depth = 0;
  let deepest = 0;
  const cursor = root.cursor();
  for (;;) {
    if (cursor.firstChild()) deepest = Math.max(deepest, ++depth);
    else
      while (!cursor.nextSibling()) {
        if (!cursor.parent()) return deepest;
        depth -= 1;
      }
  }
}

/** `get or else(` outside of texts, quoted names and comments. */
const keywordName = /"(?:[^"\\]|\\.)*"|`[^`]*`|\/\/[^\n]*|\/\*[^]*?\*\/|\bget or else(?=\s*\()/g;

const withoutKeywords = (source: string): string =>
  source.includes('get or else')
    ? source.replace(keywordName, (found) => (found === 'get or else' ? 'get_or_else' : found))
    : source;

function faultOf(root: SyntaxNode, source: string): SyntaxFault | undefined {
  for (const node of descendants(root)) {
    if (!node.type.isError) continue;
    const found = (source.slice(node.from, node.to) || nextToken(source, node.to)).slice(0, 40);
    return { ...(found === '' ? failures.incomplete() : failures.unexpected(found)), position: node.from };
  }
  return undefined;
}

/** A node and everything below it, parents first, in source order. */
export function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield* descendants(child);
}

/** The children of a node, in source order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The name a `VariableName` node stands for: without backticks, its parts one space apart. */
export const nameOf = (node: SyntaxNode, source: string): string =>
  source.slice(node.from, node.to).replace(/`/g, '').replace(/\s+/g, ' ');

const nextToken = (source: string, from: number): string => /\S+/.exec(source.slice(from))?.[0] ?? '';
