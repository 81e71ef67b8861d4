import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiRoutes } from '../routes.js';
import type { ApiDeps } from '../deps.js';
import { startApiProcess, type ApiProcess } from '../test-support/api-process.js';
import { hostileBody, seeded, type Hostile } from '../test-support/hostile-bodies.js';
import { API_KEY, startTestApi, type TestApi } from '../test-support/test-api.js';
import type { Route } from './route.js';

/** Whatever arrives as a body, on every route that takes one: an answer below 500, and the process lives. */

const ROUNDS = 12;

let home: TestApi;
let api: ApiProcess;
beforeAll(async () => {
  home = await startTestApi();
  api = await startApiProcess({ DATABASE_URL: home.databaseUrl, REGLAMENT_API_KEY: API_KEY });
});
afterAll(async () => {
  await api.kill();
  await home.close();
});

/** Sends bytes, and closes our side where more was promised; the status of the answer, undefined when the connection was closed without one. */
const send = (route: Route, { headers, body, incomplete }: Omit<Hostile, 'kind'>): Promise<number | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port: api.port, host: '127.0.0.1', allowHalfOpen: true });
    const received: Buffer[] = [];
    socket.on('data', (piece: Buffer) => received.push(piece));
    // A server that has seen enough may reset the connection.
    socket.on('error', () => undefined);
    socket.once('end', () => socket.end());
    socket.once('close', () => {
      const status = /^HTTP\/1\.1 (?!100)(\d+)/m.exec(Buffer.concat(received).toString('latin1'))?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
    const path = route.path.replaceAll(/\{\w+\}/g, '7');
    const head = [
      `${route.method.toUpperCase()} ${path} HTTP/1.1`,
      ...['Host: 127.0.0.1', 'Connection: close', `Authorization: Bearer ${API_KEY}`],
      ...headers,
    ];
    socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]));
    if (incomplete === true) socket.end();
  });

const takesBody = (route: Route): boolean => route.body !== undefined || route.bodyKind !== undefined;
/** The table alone is looked at: nothing is handled. */
const routes = apiRoutes({ ticketing: {} } as ApiDeps).filter(takesBody);

const expectAlive = async (): Promise<void> => {
  expect(api.child.exitCode).toBeNull();
  expect(api.events()).not.toContain('stray-error');
  expect((await fetch(`http://127.0.0.1:${api.port}/health/live`)).status).toBe(200);
};

describe('a hostile body', () => {
  it('ends nothing when two parts of a form have broken headers', async () => {
    const upload = routes.find(({ operationId }) => operationId === 'createDeployment')!;
    const body = Buffer.from('--x\r\nA\r\n\r\nq\r\n--x\r\nB\r\n\r\nq\r\n--x--');
    const headers = ['Content-Type: multipart/form-data; boundary=x', `Content-Length: ${body.length}`];
    expect(await send(upload, { headers, body })).toBe(400);
    await expectAlive();
  });

  const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
  it(`is answered below 500 on all ${routes.length} routes that take a body (FUZZ_SEED=${seed})`, async () => {
    const random = seeded(seed);
    const wrong: object[] = [];
    for (const route of routes)
      for (let round = 0; round < ROUNDS; round += 1) {
        const hostile = hostileBody(random, route);
        const status = await send(route, hostile);
        const fine = status === undefined ? hostile.incomplete === true : status < 500;
        if (!fine) {
          const { kind, headers, body } = hostile;
          wrong.push({ route: route.operationId, status, kind, headers, body: body.toString('latin1').slice(0, 300) });
        }
      }
    expect(wrong).toEqual([]);
    await expectAlive();
  }, 120_000);
});
