import { failures } from '../failures.js';
import { escapedClass, lineEnds, propertyClass, type Chars } from './char-classes.js';
import { classText, complement, hex, union, without, type CodePoints } from './code-points.js';
import { PatternError, shownPattern } from './pattern-error.js';

/** Whose syntax a pattern is written in: FEEL's functions take that of XPath, fields of forms that of JavaScript. */
export type Dialect = 'xpath' | 'javascript';

export interface TranslationOptions {
  readonly dialect: Dialect;
  /** `.` stands for ends of lines, too. */
  readonly dotAll?: boolean;
  /** White space outside of classes is no part of the pattern. */
  readonly spaced?: boolean;
}

/** A single character, or a set of them. */
type Escaped = { readonly codePoint: number } | Chars;

/**
 * A pattern in the syntax of RE2. What XPath and XML Schema have beyond it is worked out here: subtraction of classes,
 * names of XML (`\i`, `\c`), blocks and properties of Unicode. Where XPath has no meaning for something that JavaScript
 * has one for (`\b`, `\u0041`, named groups), it has JavaScript's. `\d` and `\w` are ASCII (Camunda).
 * @throws PatternError
 */
export const translate = (pattern: string, options: TranslationOptions): string =>
  new Translation(pattern, options).run();

/** Anything else after `(?` is no group. */
const GROUP = /\(\?(?::|[imsU]*(?:-[imsU]+)?[:)]|P?<[A-Za-z_]\w{0,30}>)/y;
const LOOK_AROUND = /\(\?<?[=!]/y;
const REPETITION = /\{\d{1,6}(?:,\d{0,6})?\}/y;

class Translation {
  readonly #pattern: string;
  readonly #dialect: Dialect;
  readonly #dot: string;
  readonly #spaced: boolean;
  #at = 0;

  constructor(pattern: string, { dialect, dotAll = false, spaced = false }: TranslationOptions) {
    this.#pattern = pattern;
    this.#dialect = dialect;
    this.#dot = dotAll ? '(?s:.)' : `[^${lineEnds[dialect]}]`;
    this.#spaced = spaced;
  }

  run(): string {
    let translated = '';
    while (this.#at < this.#pattern.length) translated += this.#part();
    return translated;
  }

  #part(): string {
    const next = this.#pattern[this.#at];
    switch (next) {
      case '\\':
        return this.#escape();
      case '[':
        return this.#class();
      case '(':
        return this.#group();
      case '.':
        this.#at += 1;
        return this.#dot;
      case '{':
      case '}':
      case ']':
        return this.#bracket(next);
      default:
        return this.#char();
    }
  }

  #char(): string {
    const codePoint = this.#pattern.codePointAt(this.#at)!;
    const char = String.fromCodePoint(codePoint);
    this.#at += char.length;
    return this.#spaced && /\s/.test(char) ? '' : char;
  }

  #group(): string {
    if (this.#pattern[this.#at + 1] !== '?') return this.#char();
    if (this.#match(LOOK_AROUND) !== undefined)
      throw new PatternError(failures.patternLookAround(shownPattern(this.#pattern)));
    const opening = this.#match(GROUP) ?? this.#fail();
    return opening.replace(/^\(\?</, '(?P<');
  }

  /** Braces that are no repetition stand for themselves in JavaScript only. */
  #bracket(bracket: string): string {
    const repetition = this.#match(REPETITION);
    if (repetition !== undefined) return repetition;
    if (this.#dialect === 'xpath') this.#fail();
    this.#at += 1;
    return `\\${bracket}`;
  }

  #escape(): string {
    if (this.#match(/\\b/y) !== undefined) return '\\b';
    if (this.#match(/\\B/y) !== undefined) return '\\B';
    const escaped = this.#escaped();
    return 'codePoint' in escaped ? hex(escaped.codePoint) : `[${escaped.inside}]`;
  }

  /** What stands behind a backslash, outside of classes as inside. */
  #escaped(): Escaped {
    const property = this.#match(/\\[pP]\{[^{}]*\}/y);
    if (property !== undefined) return propertyClass(property.slice(3, -1).trim(), property[1] === 'P') ?? this.#fail();
    if (this.#match(/\\[1-9]|\\k</y) !== undefined)
      throw new PatternError(failures.patternBackReference(shownPattern(this.#pattern)));
    const control = this.#dialect === 'javascript' ? this.#match(/\\c[A-Za-z]/y) : undefined;
    if (control !== undefined) return { codePoint: control.charCodeAt(2) % 32 };
    const numbered = this.#match(
      /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}/y,
    );
    if (numbered !== undefined) {
      const units = numbered.split(/\\[ux]/).slice(1);
      return { codePoint: String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))).codePointAt(0)! };
    }
    const long = this.#match(/\\[ux]\{[\da-fA-F]{1,6}\}/y);
    if (long !== undefined) {
      const codePoint = Number.parseInt(long.slice(3, -1), 16);
      return codePoint <= 0x10ffff ? { codePoint } : this.#fail();
    }
    return this.#letter();
  }

  #letter(): Escaped {
    const codePoint = this.#pattern.codePointAt(this.#at + 1) ?? this.#fail();
    const char = String.fromCodePoint(codePoint);
    this.#at += 1 + char.length;
    const control = '0tnvfr'.indexOf(char);
    if (control >= 0) return { codePoint: [0, 9, 10, 11, 12, 13][control]! };
    const names = this.#dialect === 'xpath' ? 'dDwWsSiIcC' : 'dDwWsS';
    if (names.includes(char)) return escapedClass(char) ?? this.#fail();
    if (this.#dialect === 'xpath' && /[\p{L}\p{N}]/u.test(char)) this.#fail();
    return { codePoint };
  }

  /** A class in brackets. */
  #class(): string {
    const { negated, parts, subtracted } = this.#classParts(0);
    if (subtracted === undefined && parts.length > 0)
      return `[${negated ? '^' : ''}${parts.map(({ inside }) => inside).join('')}]`;
    const set = setOf({ negated, parts, subtracted });
    return set.length === 0 ? '[^\\x{0}-\\x{10ffff}]' : `[${classText(set)}]`;
  }

  #classParts(depth: number): ClassParts {
    if (depth > 20) throw new PatternError(failures.patternTooLarge(shownPattern(this.#pattern)));
    this.#at += 1;
    const negated = this.#match(/\^/y) !== undefined;
    const parts: Chars[] = [];
    for (;;) {
      if (this.#match(/\]/y) !== undefined) return { negated, parts, subtracted: undefined };
      if (this.#dialect === 'xpath' && parts.length > 0 && this.#match(/-(?=\[)/y) !== undefined) {
        const subtracted = setOf(this.#classParts(depth + 1));
        if (this.#match(/\]/y) === undefined) this.#fail();
        return { negated, parts, subtracted };
      }
      parts.push(this.#classPart());
    }
  }

  /** A character, a range of characters, or the name of a set. */
  #classPart(): Chars {
    const from = this.#classChar();
    if (!('codePoint' in from)) return from;
    const ranges = this.#match(/-(?!\]|\[)/y) !== undefined;
    if (!ranges) return range(from.codePoint, from.codePoint);
    const to = this.#classChar();
    if ('codePoint' in to) return to.codePoint >= from.codePoint ? range(from.codePoint, to.codePoint) : this.#fail();
    const set = (): CodePoints => union([[from.codePoint, from.codePoint]], [[0x2d, 0x2d]], to.codePoints());
    return { inside: `${hex(from.codePoint)}\\-${to.inside}`, codePoints: set };
  }

  #classChar(): Escaped {
    const codePoint = this.#pattern.codePointAt(this.#at) ?? this.#fail();
    if (codePoint === 0x5c) return this.#match(/\\b/y) === undefined ? this.#escaped() : { codePoint: 8 };
    this.#at += codePoint > 0xffff ? 2 : 1;
    return { codePoint };
  }

  #match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#pattern)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(): never {
    throw new PatternError(failures.patternSyntax(shownPattern(this.#pattern)));
  }
}

interface ClassParts {
  readonly negated: boolean;
  readonly parts: readonly Chars[];
  readonly subtracted: CodePoints | undefined;
}

function setOf({ negated, parts, subtracted }: ClassParts): CodePoints {
  const set = union(...parts.map(({ codePoints }) => codePoints()));
  const wanted = negated ? complement(set) : set;
  return subtracted === undefined ? wanted : without(wanted, subtracted);
}

const range = (from: number, to: number): Chars => ({
  inside: from === to ? hex(from) : `${hex(from)}-${hex(to)}`,
  codePoints: () => [[from, to]],
});
