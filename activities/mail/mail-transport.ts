import { createTransport } from 'nodemailer';
import type { KeptLetter } from '../../store/index.js';

/** Where letters go. */
export interface MailTransport {
  /** `sent`: a mail server has taken it. `kept`: it stays in the local mailbox. @throws when it was not taken */
  deliver(letter: KeptLetter): Promise<'sent' | 'kept'>;
}

/** A mail server has refused a letter for good. */
export class LetterRefusedError extends Error {
  override readonly name = 'LetterRefusedError';
}

/** Below the time limit that diagrams give an attempt, so that the reason of a failure is told. */
const TIMEOUT_MS = 10_000;

/** Letters to nowhere else: the store's own table is the mailbox. */
export const localMailbox: MailTransport = { deliver: () => Promise.resolve('kept') };

/** Letters to a mail server. @param url `smtp://user:password@host:port` or `smtps://…` */
export function smtpTransport(url: string): MailTransport {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    async deliver({ sender, recipient, raw }) {
      try {
        await transport.sendMail({ envelope: { from: sender, to: [recipient] }, raw });
      } catch (error) {
        const { responseCode, message } = error as Error & { readonly responseCode?: number };
        if (responseCode !== undefined && responseCode >= 500) throw new LetterRefusedError(message, { cause: error });
        throw error;
      }
      return 'sent';
    },
  };
}
