import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Random } from '../bpmn/test-support/random.js';
import { openStore, type Store } from '../desk/index.js';
import { apiRoutes } from './routes.js';
import type { Route } from './routing/route.js';
import { API_KEY, startTestApi, type TestApi } from './test-support/test-api.js';

/** Every route is asked with hostile values for each of its parameters: an answer that names the place, never a 5xx. */

const seed = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1_000_000_000);

/** As they stand in a URL. What no parameter can be: 400 that names it, in a path 404 or 400. */
const IMPOSSIBLE: readonly string[] = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  'a%ED%BF%BF',
  '%zz',
  '%',
  '%C3%28',
  'x'.repeat(3_000),
];
/** What some parameter may be. */
const ODD: readonly string[] = [
  '',
  '%20',
  '-1',
  '0',
  '1.5',
  'NaN',
  'Infinity',
  '1e400',
  '0x10',
  '9007199254740993',
  '9223372036854775808',
  '99999999999999999999999999',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00%2B23:59',
  '9999-12-31T23:59:59-23:59',
  '2026-02-30T00:00:00Z',
  '%2B010000-01-01T00:00:00Z',
  '%7B%22%24gt%22%3A1%7D',
  '%5B%5D',
  '%27%20or%201%3D1--',
  '%F0%9F%92%A9',
  '%25%5C_',
  'WyIraWQiLG51bGwsMV0%3D',
  '0000-00-00T00:00:00.000Z_out-999999999999999999',
  '9999-12-31T99:99:99.999Z_in-1',
  'true',
  '__proto__',
  '..%2F..%2Fetc',
];
const PER_PARAMETER = 15;

interface Probe {
  readonly route: Route;
  readonly parameter: string;
  readonly where: 'path' | 'query';
  readonly path: string;
  readonly impossible: boolean;
}

let home: TestApi;
let store: Store;
let server: Server;
let probes: readonly Probe[];

const pathOf = ({ path }: Route, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '1');

const probesOf = (route: Route, random: Random): readonly Probe[] => {
  const probe = (where: Probe['where'], parameter: string, value: string, path: string): Probe => ({
    ...{ route, parameter, where, path },
    impossible: IMPOSSIBLE.includes(value),
  });
  const values = (): readonly string[] => [
    ...IMPOSSIBLE,
    ...Array.from({ length: PER_PARAMETER - IMPOSSIBLE.length }, () => random.pick(ODD)),
  ];
  const inPath = Object.keys(route.params?.shape ?? {}).flatMap((name) =>
    values()
      .filter((value) => value !== '')
      .map((value) => probe('path', name, value, pathOf(route, { [name]: value }))),
  );
  const base = pathOf(route, {});
  const inQuery = Object.keys(route.query?.shape ?? {}).flatMap((name) => [
    ...values().map((value) => probe('query', name, value, `${base}?${name}=${value}`)),
    { ...probe('query', name, '', `${base}?${name}[b]=1`), impossible: true },
    { ...probe('query', name, '', `${base}?${name}=a&${name}=a`), impossible: true },
  ]);
  return [...inPath, ...inQuery];
};

/** Sent as it stands: clients of a higher level would correct it. */
const ask = (method: string, path: string): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: `Bearer ${API_KEY}` };
    httpRequest({ port, method: method.toUpperCase(), path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    })
      .on('error', reject)
      .end();
  });

beforeAll(async () => {
  home = await startTestApi();
  await home.prisma.accessKey.updateMany({ data: { roles: ['admin'] } });
  store = openStore({ databaseUrl: home.databaseUrl });
  const api = home.with({ engine: store.engine });
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const random = new Random(seed);
  probes = apiRoutes(home.deps).flatMap((route) => probesOf(route, random));
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await store.close();
  await home.close();
});

describe('a parameter that nobody sane sends', () => {
  it(`is answered, and named where it can be nothing (HOSTILE_SEED=${seed})`, async () => {
    expect(probes.length).toBeGreaterThan(500);
    const faults: string[] = [];
    for (const { route, parameter, where, path, impossible } of probes) {
      const { status, text } = await ask(route.method, path);
      const said = `${route.method.toUpperCase()} ${path.slice(0, 120)} → ${status} ${text.slice(0, 200)}`;
      if (status >= 500) faults.push(said);
      else if (impossible && where === 'query' && !(status === 400 && text.includes(`"parameter":"${parameter}`)))
        faults.push(said);
      else if (impossible && where === 'path' && status !== 400 && status !== 404) faults.push(said);
    }
    expect(faults).toEqual([]);
  });
});
