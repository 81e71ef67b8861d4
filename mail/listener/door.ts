import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createPlaces, networkOf, type Guest } from './places.js';
import type { SessionLimits } from './session-limits.js';
import { endSocket, watchSession, type SessionWatch } from './session-watch.js';

/** A client that was let in. */
export interface Client extends SessionWatch {
  /** Who shares its share of places and memory. */
  readonly network: string;
}

export interface DoorOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Listened on instead where `port` is taken. */
  readonly sparePort?: number | undefined;
  readonly limits: SessionLimits;
  /** Talks to a client that was let in. */
  readonly talk: (socket: Socket, id: string) => void;
}

/** Where clients come in: one place each, and each held to the limits. */
export interface Door {
  readonly port: number;
  client(id: string): Client | undefined;
  /** Lets nobody in any more; ends who is there, those that wait for us as soon as they have their answer. */
  close(): Promise<void>;
}

/** Opens the door. @throws when neither port can be listened on */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const { limits } = options;
  const places = createPlaces(limits);
  const clients = new Map<string, Client>();

  const server = createServer((socket) => {
    const id = randomUUID();
    const network = networkOf(socket.remoteAddress ?? '');
    const guest: Guest = {
      network,
      idle: () => clients.get(id)?.idle() ?? false,
      sendAway: (why) => clients.get(id)?.end(why),
    };
    const refusal = places.enter(guest);
    if (refusal !== undefined) return endSocket(socket, refusal, limits.lingerMs);
    socket.once('close', () => {
      places.leave(guest);
      clients.delete(id);
    });
    options.talk(socket, id);
    clients.set(id, { network, ...watchSession(socket, limits) });
  });

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, options.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(options.port).catch((error: unknown) => {
    const taken = (error as { readonly code?: string }).code === 'EADDRINUSE';
    if (!taken || options.sparePort === undefined) throw error;
    return listen(options.sparePort);
  });
  // A connection that could not be accepted is lost for its client alone.
  server.on('error', () => undefined);

  return {
    port: (server.address() as AddressInfo).port,
    client: (id) => clients.get(id),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients.values()) client.end('The mail service stops, try again later');
      }),
  };
}
