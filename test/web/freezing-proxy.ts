import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy that can stop passing anything on, as a frozen server does: connections stay, nothing comes. */
export interface FreezingProxy {
  readonly url: string;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of a server that listens on this machine. */
export const startFreezingProxy = async (target: string): Promise<FreezingProxy> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let frozen = false;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    if (frozen) socket.pause();
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    const behind = track(connect(Number(port), hostname));
    track(client);
    client.on('data', (bytes) => behind.write(bytes)).on('close', () => behind.destroy());
    behind.on('data', (bytes) => client.write(bytes)).on('close', () => client.destroy());
    if (frozen) for (const socket of [client, behind]) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
