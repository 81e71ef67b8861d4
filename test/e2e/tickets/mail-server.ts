import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** An email that the mail server has been given whole. */
export interface ReceivedEmail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
}

/** A mail server outside, which does as it is told. */
export interface MailServer {
  readonly url: string;
  /** What it has taken, in order. */
  readonly emails: readonly ReceivedEmail[];
  /** What it has been given and has not answered yet. */
  readonly held: readonly ReceivedEmail[];
  /** `take`: as usual. `defer`: nothing now, come again. `hold`: it thinks about each email until `release`. */
  mode: 'take' | 'defer' | 'hold';
  /** Addresses that it refuses for good. */
  readonly unknown: Set<string>;
  /** Takes what it holds. */
  release(): void;
  close(): Promise<void>;
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

export async function startMailServer(): Promise<MailServer> {
  const emails: ReceivedEmail[] = [];
  let held: { readonly email: ReceivedEmail; readonly take: () => void }[] = [];
  const server: MailServer = {
    url: '',
    emails,
    get held() {
      return held.map(({ email }) => email);
    },
    mode: 'take',
    unknown: new Set(),
    release() {
      for (const { take } of held.splice(0)) take();
    },
    close: () => new Promise((resolve) => smtp.close(resolve)),
  };
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, callback) =>
      callback(server.mode === 'defer' ? reply(451, 'try again later') : undefined),
    onRcptTo: ({ address }, _session, callback) =>
      callback(server.unknown.has(address) ? reply(550, 'no such user') : undefined),
    onData(stream, session, callback) {
      simpleParser(stream).then(
        ({ messageId = '', subject = '' }) => {
          const email = { messageId, subject, to: session.envelope.rcptTo[0]!.address };
          const take = (): void => {
            emails.push(email);
            callback();
          };
          if (server.mode === 'hold') held = [...held, { email, take }];
          else take();
        },
        (error: Error) => callback(error),
      );
    },
  });
  // Whoever is killed in the middle of an email; without a listener the error would end the test.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return Object.assign(server, { url: `smtp://127.0.0.1:${String(port)}` });
}
