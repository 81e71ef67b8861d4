import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A letter that the mail server has been given whole. */
export interface GivenLetter {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
}

/** A mail server outside, which does as it is told. */
export interface MailServer {
  readonly url: string;
  /** What it has taken, in order. */
  readonly letters: readonly GivenLetter[];
  /** What it has been given and has not answered yet. */
  readonly held: readonly GivenLetter[];
  /** `take`: as usual. `defer`: nothing now, come again. `hold`: it thinks about each letter until `release`. */
  mode: 'take' | 'defer' | 'hold';
  /** Addresses that it refuses for good. */
  readonly unknown: Set<string>;
  /** Takes what it holds. */
  release(): void;
  close(): Promise<void>;
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

export async function startMailServer(): Promise<MailServer> {
  const letters: GivenLetter[] = [];
  let held: { readonly letter: GivenLetter; readonly take: () => void }[] = [];
  const server: MailServer = {
    url: '',
    letters,
    get held() {
      return held.map(({ letter }) => letter);
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
          const letter = { messageId, subject, to: session.envelope.rcptTo[0]!.address };
          const take = (): void => {
            letters.push(letter);
            callback();
          };
          if (server.mode === 'hold') held = [...held, { letter, take }];
          else take();
        },
        (error: Error) => callback(error),
      );
    },
  });
  // Whoever is killed in the middle of a letter; without a listener the error would end the test.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  return Object.assign(server, { url: `smtp://127.0.0.1:${String(port)}` });
}
