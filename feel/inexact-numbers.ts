import { inexactLiteral, type InexactLiteral } from '../json/index.js';
import { memoize } from './memoize.js';
import { descendants, parseChecked } from './syntax-tree.js';

/** Literals of fewer digits and with small exponents are kept. */
const SUSPICIOUS = /[\d.]{16}|\d[eE][+-]?\d{3}/;

const none: readonly InexactLiteral[] = [];

/** The number literals of an expression that a double does not keep. None where its syntax is wrong. */
export const inexactNumbers: (source: string) => readonly InexactLiteral[] = memoize((source) => {
  if (!SUSPICIOUS.test(source)) return none;
  const parsed = parseChecked(source);
  if ('fault' in parsed) return none;
  return [...descendants(parsed.tree)]
    .filter(({ name }) => name === 'NumericLiteral')
    .flatMap(({ from, to }) => inexactLiteral(parsed.source.slice(from, to)) ?? []);
});
