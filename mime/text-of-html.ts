import { Parser } from 'htmlparser2';

/** Characters of HTML that are read, and of what they say. People write far less, also in a word processor. */
const LONGEST_HTML = 1_000_000;
const LONGEST_TEXT = 500_000;
/** Elements inside each other that are read. The parser's time grows with their number squared; emails have dozens. */
const DEEPEST = 1_000;
/** An address that a link says itself stands in its first pieces of text. */
const ADDRESS_PIECES = 20;
/** Characters that are read before it is asked whether to go on. */
const SLICE = 10_000;

/** Elements whose content is nothing to read. */
const UNREAD = new Set(['script', 'style', 'title', 'template', 'svg']);

const PARAGRAPHS = 'p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr form figure';
const LINES = 'div tr li dt dd section article header footer main nav address center';

/** Lines that an element stands apart from what is around it: 1 is a line of its own, 2 an empty line between. */
const APART: ReadonlyMap<string, number> = new Map([
  ...PARAGRAPHS.split(' ').map((name): [string, number] => [name, 2]),
  ...LINES.split(' ').map((name): [string, number] => [name, 1]),
]);

/** Plain text that grows: blanks and empty lines are written only between what there is to read. */
class PlainText {
  /** In pieces: a text that is read after each addition would be copied each time. */
  readonly #parts: string[] = [];
  #length = 0;
  #breaks = 0;
  #blank = false;

  /** In characters. */
  get length(): number {
    return this.#length;
  }

  /** Where the next text will stand, for `since`. */
  get place(): number {
    return this.#parts.length;
  }

  /** What was written from a place on, or the beginning of it. */
  since(place: number, mostPieces = Infinity): string {
    return this.#parts.slice(place, place + mostPieces).join('');
  }

  apart(lines: number): void {
    this.#breaks = Math.max(this.#breaks, lines);
  }

  newLine(): void {
    this.#breaks = Math.min(this.#breaks + 1, 2);
  }

  blank(): void {
    this.#blank = true;
  }

  write(text: string): void {
    const apart = this.#breaks > 0 ? '\n'.repeat(this.#breaks) : this.#blank ? ' ' : '';
    const between = this.#length > 0 ? apart : '';
    this.#breaks = 0;
    this.#blank = false;
    this.#parts.push(between, text);
    this.#length += between.length + text.length;
  }

  /** Text of a line, in which any number of blanks is one. */
  writeFlowing(text: string): void {
    const words = text.replaceAll(/\s+/g, ' ').trim();
    if (/^\s/.test(text)) this.blank();
    if (words === '') return;
    this.write(words);
    if (/\s$/.test(text)) this.blank();
  }
}

/** Writes down what the parser finds. */
class Reader {
  readonly written = new PlainText();
  depth = 0;
  #unread = 0;
  #preformatted = 0;
  /** The links that are open: where they lead, and where their text begins. */
  readonly #links: { readonly href: string; readonly from: number }[] = [];

  get full(): boolean {
    return this.written.length > LONGEST_TEXT || this.depth > DEEPEST;
  }

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (UNREAD.has(name)) this.#unread += 1;
    this.written.apart(APART.get(name) ?? 0);
    if (name === 'br') this.written.newLine();
    if (name === 'pre') this.#preformatted += 1;
    if (name === 'td' || name === 'th') this.written.blank();
    if (name === 'img') this.written.writeFlowing(attributes['alt'] ?? '');
    if (name === 'li') this.written.writeFlowing('* ');
    if (name === 'a') this.#links.push({ href: attributes['href']?.trim() ?? '', from: this.written.place });
  }

  ontext(text: string): void {
    if (this.#unread > 0 || this.full) return;
    if (this.#preformatted === 0) return this.written.writeFlowing(text);
    text.split('\n').forEach((line, i) => {
      if (i > 0) this.written.newLine();
      if (line.trim() !== '') this.written.write(line.trimEnd());
    });
  }

  onclosetag(name: string): void {
    this.depth -= 1;
    if (UNREAD.has(name)) this.#unread -= 1;
    this.written.apart(APART.get(name) ?? 0);
    if (name === 'pre') this.#preformatted -= 1;
    if (name === 'a') this.#endLink();
  }

  /** Says where the link leads, unless its text does. */
  #endLink(): void {
    const { href, from } = this.#links.pop() ?? { href: '', from: 0 };
    if (!/^https?:/i.test(href) || this.written.since(from, ADDRESS_PIECES).includes(href)) return;
    this.written.blank();
    this.written.write(`[${href}]`);
  }
}

/**
 * What HTML says, as plain text: lines and empty lines by its elements, `* ` before the entries of a list, what is said
 * in place of pictures, where links lead. Takes time in proportion to its length, of which it reads the first million
 * characters; what is longer, or nests deeper than any email, ends there.
 */
export function textOfHtml(html: string): string {
  const reader = new Reader();
  const parser = new Parser(reader);
  const end = Math.min(html.length, LONGEST_HTML);
  for (let at = 0; at < end && !reader.full; at += SLICE) parser.write(html.slice(at, Math.min(at + SLICE, end)));
  parser.end();
  return reader.written.since(0);
}
