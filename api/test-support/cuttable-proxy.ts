import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut, as when the server goes away, and restored. */
export interface CuttableProxy {
  /** The address of the server, with the proxy's host and port. */
  readonly url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  restore(): void;
  close(): void;
}

/** Listens on the loopback interface and passes on to the server of an address. */
export const createCuttableProxy = async (address: string): Promise<CuttableProxy> => {
  const target = new URL(address);
  const open = new Set<Socket>();
  let passes = true;
  const server = createServer((inward) => {
    if (!passes) {
      inward.destroy();
      return;
    }
    const outward = connect(Number(target.port), target.hostname);
    for (const socket of [inward, outward]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        inward.destroy();
        outward.destroy();
      });
    }
    inward.pipe(outward).pipe(inward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = (): void => {
    passes = false;
    for (const socket of open) socket.destroy();
  };
  const url = new URL(address);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut: breakAll,
    restore: () => {
      passes = true;
    },
    close: () => {
      breakAll();
      server.close();
    },
  };
};
