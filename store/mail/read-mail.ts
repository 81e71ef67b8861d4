import { simpleParser, type ParsedMail, type SimpleParserOptions } from 'mailparser';
import { withReadableHeader } from './header-charset.js';

/** A mail taken apart. `text` is what it says, as plain text. */
export interface ReadMail extends Omit<ParsedMail, 'text'> {
  readonly text: string;
}

/** Mails inside a mail are files of it; what HTML says is read only where there is no text beside it. */
const OPTIONS: SimpleParserOptions & { readonly ignoreEmbedded: true } = {
  skipImageLinks: true,
  skipTextToHtml: true,
  skipHtmlToText: true,
  ignoreEmbedded: true,
};

/** Pictures become what is said in their place, cells of a table do not run into each other. */
const plainer = (html: string): string =>
  html
    .replaceAll(/<img\b[^>]*>/gi, (tag) => /\balt\s*=\s*"([^"<>]*)"/i.exec(tag)?.[1] ?? '')
    .replaceAll(/<\/t[dh]\s*>/gi, '$& ');

async function textOfHtml(html: string): Promise<string> {
  const alone = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${plainer(html)}`);
  return ((await simpleParser(alone, { skipImageLinks: true })).text ?? '').trim();
}

/** Takes a mail apart: character sets (also of headers that name none), encodings, parts. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const parsed = await simpleParser(withReadableHeader(raw), OPTIONS);
  const text = parsed.text?.trim() ?? '';
  return { ...parsed, text: text === '' && parsed.html ? await textOfHtml(parsed.html) : text };
}
