import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFakeEngine } from '../test-support/fake-engine.js';
import { startTestApi, type TestApi } from '../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('the API', () => {
  it('lets nothing but public routes be asked without credentials', async () => {
    for (const path of [
      '/v2/topology',
      '/v2/license',
      '/v2/authentication/me',
      '/api/users',
      '/api/audit',
      '/api/session',
    ])
      expect((await api.askAnonymously('get', path)).status).toBe(401);
    for (const path of ['/v2/status', '/health/live', '/health/ready', '/api/openapi.json', '/api/docs'])
      expect((await api.askAnonymously('get', path)).status).toBeLessThan(300);
  });

  it('offers both ways to authenticate to programs, but no password prompt to browsers', async () => {
    const program = await api.askAnonymously('get', '/v2/topology');
    expect(program.headers['www-authenticate']).toMatch(/Bearer .*Basic /);
    const browser = await api.askAnonymously('get', '/v2/topology').set('Sec-Fetch-Mode', 'cors');
    expect(browser.headers['www-authenticate']).toBe('Bearer realm="reglament"');
  });

  it('lists the methods of a path when it is asked with another', async () => {
    const response = await api.ask('put', '/v2/user-tasks/5');
    expect(response.status).toBe(405);
    expect(response.headers['allow']).toBe('GET, PATCH, HEAD, OPTIONS');
    const literal = await api.ask('delete', '/v2/jobs/activation');
    expect(literal.headers['allow']).toContain('POST');
  });

  it('answers HEAD like GET, and OPTIONS with the methods', async () => {
    const { default: request } = await import('supertest');
    const options = await request(api.app).options('/v2/topology');
    expect([options.status, options.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
    const head = await request(api.app).head('/v2/status');
    expect(head.status).toBe(204);
  });

  it('tells sizes, types and encodings it does not read', async () => {
    const text = await api.ask('post', '/v2/jobs/activation').type('text/xml').send('<a/>');
    expect(text.body).toMatchObject({ type: '/problems/unsupported-media-type', supported: expect.any(Array) });
    const packed = await api.ask('post', '/v2/jobs/activation').type('json').set('Content-Encoding', 'pack').send('{}');
    expect(packed.status).toBe(415);
    const charset = await api.ask('post', '/v2/jobs/activation').type('application/json; charset=koi8-r').send('{}');
    expect(charset.status).toBe(415);
  });

  it('takes a JSON body that is missing for an empty one where it may be left out', async () => {
    expect((await api.ask('post', '/v2/jobs/5/completion')).status).toBe(204);
    const required = await api.ask('post', '/v2/jobs/5/error');
    expect(required.body).toMatchObject({ errors: [{ pointer: '#' }] });
  });

  it('keeps the id its caller gave a request, unless it could not stand in a log', async () => {
    const kept = await api.askAnonymously('get', '/v2/status').set('X-Request-Id', 'from-the-caller_7');
    expect(kept.headers['x-request-id']).toBe('from-the-caller_7');
    const replaced = await api.askAnonymously('get', '/v2/status').set('X-Request-Id', 'a b');
    expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('allows its pages nothing from elsewhere and lets nobody keep its answers', async () => {
    const { headers } = await api.askAnonymously('get', '/api/docs');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('sheds what is more than it can carry, but not who only waits', async () => {
    let heard = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const engine = createFakeEngine({
      jobsAvailable: (_type, _ms, signal) => {
        heard();
        return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
      },
    });
    const narrow = api.with({ maxRequests: 1, engine });
    const poll = narrow.ask('post', '/v2/jobs/activation').send({ type: 'a', timeout: 1, maxJobsToActivate: 1 });
    const polled = poll.then((response) => response);
    await waiting;
    expect((await narrow.ask('get', '/v2/topology')).status).toBe(200);
    narrow.shutDown();
    expect((await polled).body).toEqual({ jobs: [] });
  });

  it('does not count who has not sent all of the body yet', async () => {
    const server = createServer(api.with({ maxRequests: 1 }).app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: 'Bearer preset-key-for-tests', 'content-type': 'application/json' };
    const path = '/v2/user-tasks/search';
    const slow = Array.from({ length: 3 }, () => {
      const client = httpRequest({ port, method: 'POST', path, headers: { ...headers, 'content-length': 3 } });
      client.on('error', () => undefined);
      client.write('{');
      return client;
    });
    await once(server, 'request');
    // Whose body is on its way is in work only until it is known who it is.
    const ask = () => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: '{}' });
    while ((await ask()).status !== 200);
    for (const client of slow) client.destroy();
    server.close();
    server.closeAllConnections();
  });

  it('tells a handler when its client has gone', async () => {
    let gone = (): void => undefined;
    const noticed = new Promise<void>((resolve) => {
      gone = resolve;
    });
    let started = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      started = resolve;
    });
    const engine = createFakeEngine({
      awaitEnd: (_key, _ms, signal) => {
        started();
        return new Promise((resolve) =>
          signal?.addEventListener('abort', () => {
            gone();
            resolve({ status: 'timeout' });
          }),
        );
      },
    });
    const server = createServer(api.with({ engine }).app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = httpRequest({
      port,
      method: 'POST',
      path: '/v2/process-instances',
      headers: { authorization: 'Bearer preset-key-for-tests', 'content-type': 'application/json' },
    });
    client.on('error', () => undefined);
    client.end(JSON.stringify({ processDefinitionId: 'a', awaitCompletion: true }));
    await waiting;
    client.destroy();
    await noticed;
    server.close();
    server.closeAllConnections();
    expect(engine.calls.map(({ command }) => command)).toEqual(['start', 'awaitEnd']);
  });
});
