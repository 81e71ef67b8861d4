import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { headerLength, messageIds, withReadableHeader } from '../../mime/index.js';

/** What is known of a mail from its header alone. */
export interface MailHead {
  /** What tells it from every other mail: its Message-ID, if it has one, and a hash of what its author wrote. */
  readonly identity: string;
  readonly messageId?: string;
  readonly fromText: string;
  readonly subject: string;
}

/** A line of a header may have 998 characters (RFC 5322 §2.1.1). */
const LONGEST = 998;

/** Headers of the author. The others are written on the way, such as `Received`, and differ between two deliveries. */
const WRITTEN = ['from', 'reply-to', 'subject', 'in-reply-to', 'references'];

type HeaderLines = readonly { readonly key: string; readonly line: string }[];

/** The text without the line ends behind it, which come and go on the way. */
function trimmedEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  return bytes.subarray(0, end);
}

/** Hash of these headers, however they are folded, and of the body. */
function contentHash(lines: HeaderLines, names: readonly string[], body: Buffer): string {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const { key, line } of lines) if (key === name) hash.update(`${line.replaceAll(/\s+/g, ' ').trim()}\n`);
  }
  return hash.update('\n').update(trimmedEnd(body)).digest('hex');
}

/**
 * Reads the header of a mail; the body is hashed and stays unread. What has no Message-ID is known by its content and
 * its date: the same words once more are another mail.
 */
export async function readHead(raw: Buffer): Promise<MailHead> {
  const mail = withReadableHeader(raw);
  const end = headerLength(mail);
  const head = await simpleParser(Buffer.concat([mail.subarray(0, end), Buffer.from('\r\n\r\n')]));
  const [id] = messageIds(head.messageId ?? '', 1);
  const names = id === undefined ? [...WRITTEN, 'date'] : WRITTEN;
  const hash = `sha256:${contentHash(head.headerLines, names, mail.subarray(end))}`;
  return {
    identity: id === undefined ? hash : `${id} ${hash}`,
    ...(id === undefined ? {} : { messageId: id }),
    fromText: (head.from?.text ?? '').slice(0, LONGEST),
    subject: (head.subject ?? '').slice(0, LONGEST),
  };
}
