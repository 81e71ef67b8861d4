import { simpleParser } from 'mailparser';

/** Characters of HTML that are read, and of what they say. People write far less, also in a word processor. */
const LONGEST_HTML = 1_000_000;
const LONGEST_FLAT = 500_000;

/** Elements whose content is nothing to read. */
const UNREAD = new Set(['script', 'style', 'title', 'template', 'svg']);

/** Lines that an element stands apart from what is around it: 1 is a line of its own, 2 an empty line between. */
const APART: ReadonlyMap<string, number> = new Map([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'dl',
    'table',
    'blockquote',
    'pre',
    'hr',
    'form',
    'figure',
  ].map((name): [string, number] => [name, 2]),
  ...['div', 'tr', 'li', 'dt', 'dd', 'section', 'article', 'header', 'footer', 'main', 'nav', 'address', 'center'].map(
    (name): [string, number] => [name, 1],
  ),
]);

/** A piece of HTML: text as it is written, or a tag with all its attributes. */
type Piece = { readonly text: string } | { readonly tag: string; readonly name: string; readonly closes: boolean };

const TAG = /<(\/?)([a-z][a-z0-9:-]*)/iy;

/** Where the tag that begins at `start` ends: behind the first `>` outside of quotes, or with the text. */
function endOfTag(html: string, start: number): number {
  let quote = '';
  for (let i = start; i < html.length; i += 1) {
    const char = html[i]!;
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '>') return i + 1;
    else if ((char === '"' || char === "'") && html[i - 1] === '=') quote = char;
  }
  return html.length;
}

/** Where `what` begins from `start` on, or the text ends. */
function placeOf(what: string, html: string, start: number): number {
  const pattern = new RegExp(what, 'gi');
  pattern.lastIndex = start;
  return pattern.exec(html)?.index ?? html.length;
}

/** Takes HTML into pieces, once from the left to the right whatever is in it; comments and what is unread left out. */
function* piecesOf(html: string): Generator<Piece> {
  let at = 0;
  while (at < html.length) {
    const mark = html.indexOf('<', at);
    if (mark !== at) yield { text: html.slice(at, mark === -1 ? html.length : mark) };
    if (mark === -1) return;
    TAG.lastIndex = mark;
    const [, slash, name = ''] = TAG.exec(html) ?? [];
    if (name !== '') {
      at = endOfTag(html, mark);
      yield { tag: html.slice(mark, at), name: name.toLowerCase(), closes: slash === '/' };
      if (slash === '' && UNREAD.has(name.toLowerCase())) at = placeOf(`</${name}`, html, at);
    } else if (html.startsWith('<!--', mark)) at = placeOf('-->', html, mark) + '-->'.length;
    else if (/[!?/]/.test(html[mark + 1] ?? '')) at = endOfTag(html, mark);
    else {
      yield { text: '<' };
      at = mark + 1;
    }
  }
}

/** Value of an attribute as it is written; empty where there is none. */
const attribute = (tag: string, name: 'alt' | 'href'): string =>
  new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag)?.slice(1).join('').trim() ?? '';

/** What HTML says with no marks left but `<br>`: nothing in it is nested, which is what makes reading HTML slow. */
class FlatText {
  private readonly parts: string[] = [];
  private length = 0;
  private breaks = 0;
  /** The link that is open, and which part its text begins with. */
  private link: { readonly href: string; readonly from: number } | undefined;
  private preformatted = false;

  /** Reads on until as much is written as is read at all. */
  read(pieces: Iterable<Piece>): string {
    for (const piece of pieces) {
      if (this.length > LONGEST_FLAT) break;
      if ('text' in piece) this.text(piece.text);
      else this.tag(piece);
    }
    return this.parts.join('');
  }

  private text(text: string): void {
    if (!this.preformatted) return this.write(text);
    text.split('\n').forEach((line, i) => {
      if (i > 0) this.breaks += 1;
      this.write(line);
    });
  }

  private tag({ tag, name, closes }: Exclude<Piece, { readonly text: string }>): void {
    this.breaks = name === 'br' ? this.breaks + 1 : Math.max(this.breaks, APART.get(name) ?? 0);
    if (name === 'pre') this.preformatted = !closes;
    else if (name === 'td' || name === 'th') this.write(' ');
    else if (name === 'img') this.write(attribute(tag, 'alt'));
    else if (name === 'li' && !closes) this.write('* ');
    else if (name === 'a') this.turnLink(closes ? '' : attribute(tag, 'href'));
  }

  /** Says where the link that ends here leads, unless its text does. */
  private turnLink(next: string): void {
    const { href, from } = this.link ?? { href: '', from: 0 };
    if (/^https?:/i.test(href) && !this.parts.slice(from).join('').includes(href)) this.write(` [${href}]`);
    this.link = next === '' ? undefined : { href: next, from: this.parts.length };
  }

  private write(text: string): void {
    const blank = text.trim() === '';
    if (text === '' || (blank && this.breaks > 0)) return;
    const apart = this.parts.length > 0 ? '<br>'.repeat(Math.min(this.breaks, 2)) : '';
    this.breaks = 0;
    this.parts.push(apart, text.replaceAll('<', '&lt;'));
    this.length += apart.length + text.length;
  }
}

/**
 * What HTML says, as plain text: lines and empty lines by its elements, `* ` before the entries of a list, what is said
 * in place of pictures, where links lead. Takes time in proportion to its length, of which it reads the first million
 * characters; what is longer ends there.
 */
export async function textOfHtml(html: string): Promise<string> {
  const flat = new FlatText().read(piecesOf(html.slice(0, LONGEST_HTML)));
  const alone = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${flat}`);
  return ((await simpleParser(alone, { skipImageLinks: true, skipTextToHtml: true })).text ?? '').trim();
}
