import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AcceptedEmail, Store } from '../../desk/index.js';
import { createMailMeter, type MailFault } from '../../mime/index.js';
import type { Logger } from '../logger.js';
import { openDoor } from './door.js';
import { readHead } from './envelope.js';
import { createMailMemory } from './mail-memory.js';
import { deskOfAddress } from './recipients.js';
import { USUAL_LIMITS, type SessionLimits } from './session-limits.js';

export interface ListenerOptions {
  readonly store: Pick<Store, 'packs' | 'incomingEmails' | 'engine'>;
  readonly logger: Logger;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Listened on instead where `port` is taken. */
  readonly sparePort?: number | undefined;
  readonly maxBytes: number;
  /** What differs from `USUAL_LIMITS`. */
  readonly limits?: Partial<SessionLimits> | undefined;
  /** Desk for mail to `postmaster` and `abuse`; by default the first one of their domain. */
  readonly rolesDesk?: string | undefined;
  /** Called when mail has been stored. */
  readonly arrived: () => void;
}

/** An SMTP server that listens. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** How many of the largest mails all connections may hold in memory together. */
const MAILS_HELD = 4;

/** Reply codes (RFC 5321 §4.2.3). */
const FAULT_CODES: Readonly<Record<MailFault['kind'], number>> = { 'too large': 552, 'too many': 554 };

/** A refusal with its reply code (RFC 5321 §4.2). */
class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

const busy = (): SmtpRefusal => new SmtpRefusal(451, 'The mail cannot be taken in now, try again later');

/**
 * Takes mail to the desks: 250 only once it is stored for every recipient. Who is no desk gets 550; while there is no desk
 * at all yet, or no database, senders are asked to come again.
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { store, logger, maxBytes, rolesDesk } = options;
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const memory = createMailMemory({ mail: maxBytes, total: MAILS_HELD * maxBytes });

  /** The desk that an address belongs to. @throws SmtpRefusal */
  const deskOf = async (address: string): Promise<string> => {
    const packs = await store.packs.current();
    const desks = packs.flatMap(({ pack }) => pack.desks);
    if (desks.length === 0) throw busy();
    const desk = deskOfAddress(desks, address, rolesDesk);
    if (!desk) throw new SmtpRefusal(550, `There is no mailbox ${address} here`);
    return desk.code;
  };

  const keep = async (raw: Buffer, session: SMTPServerSession): Promise<void> => {
    const head = await readHead(raw);
    const { mailFrom, rcptTo } = session.envelope;
    const sender = mailFrom === false ? '' : mailFrom.address;
    const byDesk = new Map<string, AcceptedEmail>();
    for (const { address } of rcptTo) {
      const desk = await deskOf(address);
      if (!byDesk.has(desk)) byDesk.set(desk, { ...head, desk, recipient: address, sender, raw });
    }
    await store.incomingEmails.accept([...byDesk.values()], await store.engine.clock.now());
    logger.debug({ event: 'mail-stored', desks: [...byDesk.keys()], size: raw.length }, 'a mail was stored');
    options.arrived();
  };

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const client = door.client(session.id);
    const meter = createMailMeter();
    let fault: MailFault | undefined;
    const wanted = (chunk: Buffer): boolean => (fault = meter.write(chunk)) === undefined;
    client?.receiving();
    stream.once('end', () => client?.working());
    const mail = { stream, sender: client?.network ?? '', wanted };
    const refused = await memory.hold(mail, (raw) => keep(raw, session));
    if (fault) throw new SmtpRefusal(FAULT_CODES[fault.kind], fault.text);
    if (refused === 'too large') throw new SmtpRefusal(552, `The mail is larger than ${String(maxBytes)} bytes`);
    if (refused === 'no room') throw new SmtpRefusal(452, 'There is too much mail at the same time, try again later');
  };

  /** Answers the client; faults of our own, such as a missing database, ask it to come again. */
  const answer = (
    { id }: SMTPServerSession,
    work: Promise<unknown>,
    callback: (error?: Error | null) => void,
  ): void => {
    const client = door.client(id);
    const reply = (error?: Error): void => {
      if (error) client?.refused();
      // Before the reply: what was sent together with this command is taken up with it.
      client?.listening();
      callback(error);
      client?.answered();
    };
    work.then(
      () => reply(),
      (error: unknown) => {
        if (error instanceof SmtpRefusal) return reply(error);
        logger.warn({ err: error }, 'a mail could not be stored');
        reply(busy());
      },
    );
  };

  const server = new SMTPServer({
    banner: 'Reglament',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: maxBytes,
    // The door counts connections and holds them to their time.
    socketTimeout: limits.sessionMs,
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, session, callback) => {
      door.client(session.id)?.working();
      answer(session, deskOf(address), callback);
    },
    onData: (stream, session, callback) => answer(session, receive(stream, session), callback),
  });
  // A client that goes away in the middle is nothing to act upon.
  server.on('error', (error) => logger.debug({ err: error }, 'an SMTP connection failed'));

  const door = await openDoor({
    ...{ host: options.host, port: options.port, sparePort: options.sparePort, limits },
    talk: (socket, id) => server.connect(socket, { id }),
  });
  return { port: door.port, close: door.close };
}
