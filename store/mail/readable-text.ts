import { simpleParser, type ParsedMail } from 'mailparser';

/**
 * What a mail says, as plain text. The parser makes text of HTML only where HTML is all there is; mail with HTML and
 * attachments, as many programs write it, is given to it once more as HTML alone.
 */
export async function readableText({ text, html }: Pick<ParsedMail, 'text' | 'html'>): Promise<string> {
  if (text?.trim()) return text.trim();
  if (!html) return '';
  const alone = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  return ((await simpleParser(alone, { skipImageLinks: true })).text ?? '').trim();
}
