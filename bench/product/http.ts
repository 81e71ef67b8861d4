import { Agent, request } from 'node:http';

/** An answer of the API. */
export interface Reply {
  readonly status: number;
  /** Parsed; undefined when there is none. */
  readonly body: unknown;
}

/** Sends one JSON request over kept connections. Rejects when the server cannot be reached. */
export type SendJson = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Reply>;

/**
 * A client as outside systems are: JSON over connections that are kept, an API key with each request.
 *
 * @param address such as `http://127.0.0.1:8080`
 */
export function jsonClient(address: string, apiKey: string): SendJson {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity, noDelay: true });
  const { hostname, port } = new URL(address);
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = {
        authorization: `Bearer ${apiKey}`,
        ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }),
      };
      const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(pieces).toString('utf8');
          resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        });
      });
      sent.once('error', reject);
      sent.end(payload);
    });
}
