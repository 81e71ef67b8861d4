import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createFakeEngine } from './test-support/fake-engine.js';
import { ADMIN_PASSWORD, API_KEY, startTestApi, type TestApi } from './test-support/test-api.js';

let home: TestApi;
let api: TestApi;
let written = '';

beforeAll(async () => {
  home = await startTestApi();
  const destination = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      written += piece.toString();
      done();
    },
  });
  const engine = createFakeEngine({ completeJob: () => Promise.reject(new Error('the reason')) });
  api = home.with({ logger: pino({ level: 'trace' }, destination), engine });
});
afterAll(() => home.close());

describe('the log', () => {
  it('tells what was asked and how it ended, under the id of the request', async () => {
    await api.ask('get', '/v2/license?note=private').set('X-Request-Id', 'license-1');
    const line = written.split('\n').find((one) => one.includes('license-1')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      req: { id: 'license-1', method: 'GET', path: '/v2/license' },
      res: { status: 200 },
    });
    expect(line).not.toContain('private');
  });

  it('has the reason for an answer that gives none', async () => {
    const response = await api.ask('post', '/v2/jobs/5/completion').set('X-Request-Id', 'failing-1');
    expect(response.status).toBe(500);
    const line = written.split('\n').find((one) => one.includes('the reason')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 50, req: { id: 'failing-1' } });
  });

  it('has no secrets, whatever comes in or goes out', async () => {
    const secret = 'super secret word';
    await api.askAnonymously('get', '/v2/license').auth('admin', secret);
    await api.askAnonymously('post', '/api/session').send({ username: 'admin', password: secret });
    const signedIn = await api
      .askAnonymously('post', '/api/session')
      .send({ username: 'admin', password: ADMIN_PASSWORD });
    await api.askAnonymously('post', '/api/session').type('json').send(`{"password":"${secret}"`);
    await api
      .askAnonymously('post', '/oauth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: 'reglament', client_secret: secret });
    const issued = await api
      .askAnonymously('post', '/oauth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: 'reglament', client_secret: API_KEY });
    const created = await api
      .askAnonymously('post', '/api/keys')
      .auth('admin', ADMIN_PASSWORD)
      .send({ name: 'a', roles: [] });
    const secrets = [
      ...[secret, ADMIN_PASSWORD, API_KEY, Buffer.from(`admin:${secret}`).toString('base64')],
      (signedIn.body as { csrfToken: string }).csrfToken,
      (issued.body as { access_token: string }).access_token,
      (created.body as { secret: string }).secret,
      /rgs_[\w-]+/.exec(String(signedIn.headers['set-cookie']))?.[0] ?? '',
    ];
    expect(secrets.every((one) => one.length > 10)).toBe(true);
    for (const one of secrets) expect(written).not.toContain(one);
  });
});
