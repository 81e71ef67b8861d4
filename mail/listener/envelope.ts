import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { headerLength, withReadableHeader } from '../../store/index.js';

/** What is known of a mail from its header alone. */
export interface MailHead {
  /** What tells it from every other mail: its Message-ID, or a hash of the whole mail where it has none. */
  readonly identity: string;
  readonly messageId?: string;
  readonly fromText: string;
  readonly subject: string;
}

/** A line of a header may have 998 characters (RFC 5322 §2.1.1). */
const LONGEST = 998;

/** Reads the header of a mail; the body stays unread. */
export async function readHead(raw: Buffer): Promise<MailHead> {
  const mail = withReadableHeader(raw);
  const header = mail.subarray(0, headerLength(mail));
  const { messageId, from, subject } = await simpleParser(Buffer.concat([header, Buffer.from('\r\n\r\n')]));
  const id = messageId?.trim().slice(0, LONGEST);
  return {
    identity: id || `sha256:${createHash('sha256').update(raw).digest('hex')}`,
    ...(id ? { messageId: id } : {}),
    fromText: (from?.text ?? '').slice(0, LONGEST),
    subject: (subject ?? '').slice(0, LONGEST),
  };
}
