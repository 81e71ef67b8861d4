import { simpleParser, type ParsedMail, type SimpleParserOptions } from 'mailparser';
import { withReadableHeader } from './header-charset.js';
import { readCms } from './signed-content.js';
import { storable } from './storable.js';
import { textOfHtml } from './text-of-html.js';

/** A mail taken apart; its texts can be stored. `text` is what it says, as plain text. */
export interface ReadMail extends Omit<ParsedMail, 'text'> {
  readonly text: string;
  /** What it says cannot be read without a key. */
  readonly encrypted: boolean;
}

/** Characters of text that are read: more is no email, and stays in the mail as it came. */
const LONGEST_TEXT = 1_000_000;

/** Mails inside a mail are files of it; what HTML says is read only where there is no text beside it. */
const OPTIONS: SimpleParserOptions & { readonly ignoreEmbedded: true } = {
  skipImageLinks: true,
  skipTextToHtml: true,
  skipHtmlToText: true,
  ignoreEmbedded: true,
};

/** Containers inside each other that are opened: a signature over a signature, and one more. */
const DEEPEST = 3;

const CONTAINER = /^application\/(x-)?pkcs7-mime$/i;

const textOf = ({ text, html }: ParsedMail): string => {
  const written = text?.slice(0, LONGEST_TEXT).trim() ?? '';
  return written === '' && html ? textOfHtml(html) : written;
};

const isPgp = ({ headerLines }: ParsedMail): boolean =>
  headerLines.some(({ key, line }) => key === 'content-type' && /^[^:]*:\s*multipart\/encrypted\b/i.test(line));

/** What a mail says, and its files, with those of the signed containers in it; the containers stay files. */
async function contentOf(parsed: ParsedMail, depth = 0): Promise<Pick<ReadMail, 'text' | 'encrypted' | 'attachments'>> {
  const texts = [textOf(parsed)];
  const attachments: ParsedMail['attachments'] = [];
  let encrypted = isPgp(parsed);
  for (const file of parsed.attachments) {
    attachments.push(file);
    const cms = CONTAINER.test(file.contentType) && depth < DEEPEST ? readCms(file.content) : undefined;
    if (cms?.kind === 'encrypted') encrypted = true;
    if (cms?.kind !== 'signed') continue;
    const inner = await contentOf(await simpleParser(cms.content, OPTIONS), depth + 1);
    texts.push(inner.text);
    attachments.push(...inner.attachments);
    encrypted ||= inner.encrypted;
  }
  const text = texts.filter((each) => each !== '').join('\n\n');
  return { text: text.slice(0, LONGEST_TEXT), encrypted, attachments };
}

/** Takes a mail apart: character sets (also of headers that name none), encodings, parts, signed containers. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const parsed = await simpleParser(withReadableHeader(raw), OPTIONS);
  return storable({ ...parsed, ...(await contentOf(parsed)) });
}
