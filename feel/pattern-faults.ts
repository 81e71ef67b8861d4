import { patternParameters } from './builtins/pattern-functions.js';
import { memoize } from './memoize.js';
import type { PatternFailure } from './patterns/pattern-error.js';
import { patternFailure } from './patterns/pattern.js';
import { childrenOf, descendants, nameOf, parseChecked, type SyntaxNode } from './syntax-tree.js';

const none: readonly PatternFailure[] = [];

/** Why patterns that are written out in an expression cannot be run. None where its syntax is wrong. */
export const patternFaults: (source: string) => readonly PatternFailure[] = memoize((source) => {
  if (!/\b(?:matches|replace|split|extract)\b/.test(source)) return none;
  const parsed = parseChecked(source);
  if ('fault' in parsed) return none;
  return [...descendants(parsed.tree)]
    .filter(({ name }) => name === 'FunctionInvocation')
    .flatMap((call) => faultOf(call, parsed.source) ?? []);
});

function faultOf(call: SyntaxNode, source: string): PatternFailure | undefined {
  const called = call.firstChild === null ? '' : nameOf(call.firstChild, source);
  if (!Object.hasOwn(patternParameters, called)) return undefined;
  const parameters: readonly string[] = patternParameters[called as keyof typeof patternParameters];
  const written = argumentsOf(call, source, parameters);
  const pattern = written.get(called === 'split' ? 'delimiter' : 'pattern');
  const flags = written.get('flags') ?? '';
  return pattern === undefined || /[^smixq]/.test(flags)
    ? undefined
    : patternFailure(pattern, { dialect: 'xpath', flags });
}

/** The texts that are written out as arguments, by the names of their parameters. */
function argumentsOf(call: SyntaxNode, source: string, parameters: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const list = childrenOf(call)
    .flatMap((child) => (child.name === 'Parameters' ? childrenOf(child) : [child]))
    .find(({ name }) => name === 'PositionalParameters' || name === 'NamedParameters');
  if (list === undefined) return found;
  childrenOf(list).forEach((argument, index) => {
    const isNamed = argument.name === 'NamedParameter';
    const name = isNamed ? source.slice(argument.firstChild!.from, argument.firstChild!.to) : parameters[index];
    const value = isNamed ? argument.lastChild : argument;
    if (name !== undefined && value?.name === 'StringLiteral')
      found.set(name, textOf(source.slice(value.from, value.to)));
  });
  return found;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a text literal stands for (feelin reads the same escapes). */
const textOf = (literal: string): string =>
  literal
    .slice(1, -1)
    .replace(/\\(?:(["\\nrt])|u([a-fA-F0-9]{1,6}))/g, (_, char: string | undefined, code: string | undefined) =>
      char === undefined ? String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code ?? '0', 16))) : escapes[char]!,
    );
