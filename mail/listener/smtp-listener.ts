import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AcceptedEmail, Store } from '../../desk/index.js';
import type { Logger } from '../logger.js';
import { readHead } from './envelope.js';
import { createMailMemory } from './mail-memory.js';

export interface ListenerOptions {
  readonly store: Pick<Store, 'packs' | 'incomingEmails' | 'engine'>;
  readonly logger: Logger;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Listened on instead where `port` is taken. */
  readonly sparePort?: number | undefined;
  readonly maxBytes: number;
  /** Called when mail has been stored. */
  readonly arrived: () => void;
}

/** An SMTP server that listens. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Connections at the same time, and how many of the largest mails they may hold in memory together. */
const MAX_CLIENTS = 50;
const MAILS_HELD = 4;
const IDLE_MS = 60_000;

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
  const { store, logger, maxBytes } = options;
  const memory = createMailMemory({ mail: maxBytes, total: MAILS_HELD * maxBytes });

  /** The desk that an address belongs to. @throws SmtpRefusal */
  const deskOf = async (address: string): Promise<string> => {
    const packs = await store.packs.current();
    const desks = packs.flatMap(({ pack }) => pack.desks);
    if (desks.length === 0) throw busy();
    const wanted = address.toLowerCase();
    const desk = desks.find(({ addresses }) => addresses.some((own) => own.toLowerCase() === wanted));
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
    const refused = await memory.hold(stream, (raw) => keep(raw, session));
    if (refused === 'too large') throw new SmtpRefusal(552, `The mail is larger than ${String(maxBytes)} bytes`);
    if (refused === 'no room') throw new SmtpRefusal(452, 'There is too much mail at the same time, try again later');
  };

  /** Answers the client; faults of our own, such as a missing database, ask it to come again. */
  const answer = (work: Promise<unknown>, callback: (error?: Error | null) => void): void => {
    work.then(
      () => callback(),
      (error: unknown) => {
        if (error instanceof SmtpRefusal) return callback(error);
        logger.warn({ err: error }, 'a mail could not be stored');
        callback(busy());
      },
    );
  };

  const server = new SMTPServer({
    banner: 'Reglament',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: maxBytes,
    maxClients: MAX_CLIENTS,
    socketTimeout: IDLE_MS,
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, callback) => answer(deskOf(address), callback),
    onData: (stream, session, callback) => answer(receive(stream, session), callback),
  });
  // A client that goes away in the middle is nothing to act upon.
  server.on('error', (error) => logger.debug({ err: error }, 'an SMTP connection failed'));

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, options.host, () => {
        server.server.off('error', reject);
        resolve();
      });
    });
  await listen(options.port).catch((error: unknown) => {
    const taken = (error as { readonly code?: string }).code === 'EADDRINUSE';
    if (!taken || options.sparePort === undefined) throw error;
    return listen(options.sparePort);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
