import { simpleParser, type ParsedMail, type SimpleParserOptions } from 'mailparser';
import { withReadableHeader } from './header-charset.js';
import { storable } from './storable.js';
import { textOfHtml } from './text-of-html.js';

/** A mail taken apart; its texts can be stored. `text` is what it says, as plain text. */
export interface ReadMail extends Omit<ParsedMail, 'text'> {
  readonly text: string;
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

/** Takes a mail apart: character sets (also of headers that name none), encodings, parts. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const parsed = await simpleParser(withReadableHeader(raw), OPTIONS);
  const written = parsed.text?.slice(0, LONGEST_TEXT).trim() ?? '';
  const text = written === '' && parsed.html ? textOfHtml(parsed.html) : written;
  return storable({ ...parsed, text });
}
