import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to a statement on its way. */
interface Mishap {
  /** Name of the prepared statement. */
  readonly statement: string;
  readonly kind: 'before' | 'lose request' | 'lose reply';
  readonly meanwhile: () => Promise<unknown>;
  readonly happened: () => void;
}

/** A way to PostgreSQL on which things go wrong, once each, in the order in which they were asked for. */
export interface LosingProxy {
  /** The database as it is reached through it. */
  readonly url: string;
  /** Does something before the next statement of this name reaches the server. Resolves when it has. */
  before(statement: string, work: () => Promise<unknown>): Promise<void>;
  /** The connection breaks before the statement reaches the server. */
  loseRequest(statement: string): Promise<void>;
  /** The server has done it and answered; something happens; then the connection breaks and the answer with it. */
  loseReply(statement: string, meanwhile?: () => Promise<unknown>): Promise<void>;
  /** Forgets what has not happened. */
  forget(): void;
  close(): Promise<void>;
}

/** What the server says when it is ready for the next statement, outside of a transaction. */
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');

const nothing = (): Promise<void> => Promise.resolve();

export async function openLosingProxy(databaseUrl: string): Promise<LosingProxy> {
  const to = new URL(databaseUrl);
  const mishaps: Mishap[] = [];
  const sockets = new Set<Socket>();

  const take = (chunk: Buffer): Mishap | undefined => {
    const at = mishaps.findIndex(({ statement }) => chunk.includes(`${statement}\0`));
    return at < 0 ? undefined : mishaps.splice(at, 1)[0];
  };

  const serve = (client: Socket): void => {
    const server = connect(Number(to.port), to.hostname);
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    let losing: Mishap | undefined;
    let heard = Buffer.alloc(0);

    const pass = async (chunk: Buffer): Promise<void> => {
      const mishap = take(chunk);
      if (mishap?.kind === 'before') {
        await mishap.meanwhile();
        mishap.happened();
      }
      if (mishap?.kind === 'lose request') {
        end();
        return mishap.happened();
      }
      if (mishap?.kind === 'lose reply') losing = mishap;
      server.write(chunk);
    };
    let passing = Promise.resolve();
    client.on('data', (chunk) => {
      passing = passing.then(() => pass(chunk));
    });
    server.on('data', (chunk) => {
      if (losing === undefined) return client.write(chunk);
      heard = Buffer.concat([heard, chunk]);
      if (!heard.subarray(-READY.length).equals(READY)) return undefined;
      const { meanwhile, happened } = losing;
      void meanwhile().finally(() => {
        end();
        happened();
      });
      return undefined;
    });
  };

  const listener = createServer(serve);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);

  const plan = (statement: string, kind: Mishap['kind'], meanwhile: Mishap['meanwhile']): Promise<void> =>
    new Promise((happened) => mishaps.push({ statement, kind, meanwhile, happened }));

  return {
    url: url.href,
    before: (statement, work) => plan(statement, 'before', work),
    loseRequest: (statement) => plan(statement, 'lose request', nothing),
    loseReply: (statement, meanwhile = nothing) => plan(statement, 'lose reply', meanwhile),
    forget: () => void mishaps.splice(0),
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
