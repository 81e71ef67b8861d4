import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * Binds a port for a moment.
 *
 * @param port 0: any free one
 * @returns the port, or undefined when it is taken or not allowed
 */
export function tryPort(port: number, host = LOOPBACK): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => {
        resolve(bound);
      });
    });
  });
}

/** Below what systems give to those who ask for any port: nobody gets it while its server is away for a moment. */
const LOWEST = 20_000;
const HIGHEST = 30_000;
const TRIES = 100;

async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await tryPort(randomInt(LOWEST, HIGHEST));
    if (port !== undefined) return port;
  }
  throw new Error('no free port on the loopback interface');
}

/** Ports of the servers of one data folder: the same ones at every start, unless somebody else has taken one. */
export class PortBook {
  readonly #file: string;
  readonly #ports: Record<string, number>;

  constructor(file: string) {
    this.#file = file;
    this.#ports = readPorts(file);
  }

  async port(name: string): Promise<number> {
    const remembered = this.#ports[name];
    if (remembered !== undefined && (await tryPort(remembered)) !== undefined) return remembered;
    const port = await freePort();
    this.#ports[name] = port;
    writeFileSync(this.#file, JSON.stringify(this.#ports));
    return port;
  }
}

function readPorts(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
