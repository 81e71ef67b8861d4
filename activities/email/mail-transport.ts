import { createTransport } from 'nodemailer';
import type { StoredEmail } from '../../desk/index.js';

/** Where emails go. */
export interface MailTransport {
  /** `sent`: a mail server has taken it. `kept`: it stays in the local mailbox. @throws when it was not taken */
  deliver(email: StoredEmail): Promise<'sent' | 'kept'>;
}

/** A mail server has refused an email for good: its recipient or its content. */
export class EmailRefusedError extends Error {
  override readonly name = 'EmailRefusedError';
}

/**
 * How long the mail server may be silent, in ms. It may think for ten minutes before it takes responsibility for an email
 * (RFC 5321, 4.5.3.2.6): who gives up before sends a copy of what the server is about to accept.
 */
export const PATIENCE_MS = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 10 * 60_000 };

/** What nodemailer says of a failure. */
interface SmtpFailure extends Error {
  readonly code?: string;
  /** The server's reply; absent when it said nothing. */
  readonly responseCode?: number;
  /** Its whole text, with the enhanced status (RFC 3463) where it gives one. */
  readonly response?: string;
  readonly command?: string;
}

/** Replies that ask for a login (RFC 4954, 6): the settings are wrong, not the email. */
const LOGIN_REPLIES: readonly number[] = [530, 534, 535, 538];

/** Policy or security (RFC 3463, 3.8): the server does not relay for us, say. So do those say it that give no status. */
const ABOUT_US =
  /^\d{3}[ -]5\.7\.\d|\brelay(ing)?\b.*\b(denied|prohibited|not (allowed|permitted))|\bunable to relay\b/i;

/**
 * Is it this email that the server does not want, or only now, or only us? `EENVELOPE`: recipient, or sender, which is
 * the desk's for all emails; `EMESSAGE`: content. Without a reply it is an address that cannot even be asked about.
 */
export function isRefusal({ code, responseCode, response = '', command }: SmtpFailure): boolean {
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || command === 'MAIL FROM') return false;
  if (responseCode === undefined) return code === 'EENVELOPE' && command === 'API';
  return responseCode >= 500 && !LOGIN_REPLIES.includes(responseCode) && !ABOUT_US.test(response);
}

/** Emails to nowhere else: the store's own table is the mailbox. */
export const localMailbox: MailTransport = { deliver: () => Promise.resolve('kept') };

/** Emails to a mail server. @param url `smtp://user:password@host:port` or `smtps://…` */
export function smtpTransport(url: string): MailTransport {
  const transport = createTransport({ url, ...PATIENCE_MS });
  return {
    async deliver({ sender, recipient, raw }) {
      try {
        await transport.sendMail({ envelope: { from: sender, to: [recipient] }, raw });
      } catch (error) {
        const failure = error as SmtpFailure;
        throw isRefusal(failure) ? new EmailRefusedError(failure.message, { cause: failure }) : failure;
      }
      return 'sent';
    },
  };
}
