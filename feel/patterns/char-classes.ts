import { blocks } from './blocks.js';
import { classText, complement, withProperty, type CodePoints } from './code-points.js';

/** A set of characters as it stands inside a class of RE2, and as code points, which are computed only where needed. */
export interface Chars {
  readonly inside: string;
  readonly codePoints: () => CodePoints;
}

const chars = (codePoints: CodePoints): Chars => ({ inside: classText(codePoints), codePoints: () => codePoints });

const digits: CodePoints = [[0x30, 0x39]];

const wordChars: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];

/** White space and ends of lines as JavaScript sees them: no-break spaces are among them. */
const spaces: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** Characters that a name of XML begins with (XML 1.0, 2.3). */
const nameStart: CodePoints = [
  [0x3a, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

/** Characters of a name of XML. */
const nameChars: CodePoints = [
  [0x2d, 0x2e],
  [0x30, 0x3a],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xb7, 0xb7],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x203f, 0x2040],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

const named: Readonly<Record<string, CodePoints>> = { d: digits, w: wordChars, s: spaces, i: nameStart, c: nameChars };

/** What `\d`, `\W` and their like stand for; undefined for other letters. */
export function escapedClass(letter: string): Chars | undefined {
  const set = Object.hasOwn(named, letter.toLowerCase()) ? named[letter.toLowerCase()] : undefined;
  if (set === undefined) return undefined;
  return chars(letter === letter.toLowerCase() ? set : complement(set));
}

/** General categories and their groups: RE2 has them itself. */
const CATEGORY = /^(?:C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

const PROPERTY = /^[A-Za-z_]{1,40}(?:=[A-Za-z_]{1,40})?$/;

/** What `\p{name}` stands for: a category, a block (`IsCyrillic`), or a property or script by its Unicode name; undefined: none. */
export function propertyClass(name: string, negated: boolean): Chars | undefined {
  const block = name.startsWith('Is') ? blocks.get(name.slice(2)) : undefined;
  if (block !== undefined) return chars(negated ? complement([block]) : [block]);
  if (!PROPERTY.test(name)) return undefined;
  if (CATEGORY.test(name)) {
    const set = (): CodePoints => withProperty(name) ?? [];
    return { inside: `\\${negated ? 'P' : 'p'}{${name}}`, codePoints: () => (negated ? complement(set()) : set()) };
  }
  const found = withProperty(name) ?? withProperty(`Script=${name}`);
  return found && chars(negated ? complement(found) : found);
}

/** Ends of lines, which `.` does not stand for. */
export const lineEnds: Readonly<Record<'xpath' | 'javascript', string>> = {
  xpath: '\\n\\r',
  javascript: '\\n\\r\\x{2028}\\x{2029}',
};
