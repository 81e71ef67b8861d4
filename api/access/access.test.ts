import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, API_KEY, startTestApi, type TestApi } from '../test-support/test-api.js';
import { createFailedAttempts } from './failed-attempts.js';
import { createPasswords } from './passwords.js';
import { applyPresets } from './presets.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const asAdmin = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) =>
  api.askAnonymously(method, path).auth('admin', ADMIN_PASSWORD);
const basicStatus = async (username: string, password: string): Promise<number> =>
  (await api.with({ attempts: createFailedAttempts() }).askAnonymously('get', '/v2/topology').auth(username, password))
    .status;
const bearerStatus = async (secret: string, path = '/v2/topology'): Promise<number> =>
  (await api.askAnonymously('get', path).set('Authorization', `Bearer ${secret}`)).status;

const createUser = (username: string, roles: readonly string[]) =>
  asAdmin('post', '/api/users').send({ username, displayName: username, roles, password: 'long enough' });

describe('Basic', () => {
  it('lets people in with their password', async () => {
    expect(await basicStatus('admin', ADMIN_PASSWORD)).toBe(200);
    expect(await basicStatus('Admin', ADMIN_PASSWORD)).toBe(200);
    expect(await basicStatus('admin', 'wrong')).toBe(401);
    expect(await basicStatus('nobody', ADMIN_PASSWORD)).toBe(401);
  });

  it('takes passwords with colons and in any script', async () => {
    await createUser('colon', ['viewer']);
    await asAdmin('put', '/api/users/colon/password').send({ password: 'пароль:с:двоеточием' });
    expect(await basicStatus('colon', 'пароль:с:двоеточием')).toBe(200);
  });

  it('is refused when it cannot be read, and other schemes too', async () => {
    for (const header of [
      'Basic ###',
      'Basic',
      'Digest abc',
      'Bearer',
      `Basic ${Buffer.from('admin').toString('base64')}`,
    ]) {
      const response = await api.askAnonymously('get', '/v2/topology').set('Authorization', header);
      expect(response.status).toBe(401);
    }
  });

  it('makes whoever guesses wait, and lets in whoever knows the password all the same', async () => {
    const pauses: number[] = [];
    const pause = (ms: number): Promise<unknown> => Promise.resolve(pauses.push(ms));
    const slow = api.with({ attempts: createFailedAttempts(undefined, pause) });
    const ask = (name: string, password: string) => slow.askAnonymously('get', '/v2/topology').auth(name, password);
    for (let i = 0; i < 60; i += 1) await ask(`nobody-${i % 6}`, `wrong ${i}`);
    expect(pauses).toHaveLength(0);
    expect((await ask('admin', ADMIN_PASSWORD)).status).toBe(200);
    for (let i = 0; i < 10; i += 1) await ask('admin', `wrong ${i}`);
    expect((await ask('admin', `${ADMIN_PASSWORD} `)).status).toBe(401);
    expect(pauses).toEqual([1_000]);
  });

  it.each([
    ['a proxy that is trusted', ['loopback'], '203.0.113.9'],
    ['a stranger who only says so', ['192.0.2.1'], '127.0.0.1'],
  ] as const)('is known by its own address behind %s', async (_, trustProxy, address) => {
    const response = await api
      .with({ trustProxy })
      .askAnonymously('get', '/v2/topology')
      .set('X-Forwarded-For', '203.0.113.9')
      .auth('forwarded', 'wrong');
    expect(response.status).toBe(401);
    const line = await api.prisma.auditEntry.findFirst({ where: { subject: 'forwarded' }, orderBy: { id: 'desc' } });
    expect(line?.address?.replace('::ffff:', '')).toBe(address);
  });

  it('leaves a line in the audit when it is refused', async () => {
    await basicStatus('intruder', 'guess');
    const [line] = await api.prisma.auditEntry.findMany({ where: { subject: 'intruder' } });
    expect(line).toMatchObject({ action: 'basic.refused', outcome: 'refused', actorKind: 'anonymous' });
  });
});

describe('a right that is taken away', () => {
  it('is gone on the next call: deactivated', async () => {
    await createUser('leaver', ['viewer']);
    expect(await basicStatus('leaver', 'long enough')).toBe(200);
    await asAdmin('patch', '/api/users/leaver').send({ active: false });
    expect(await basicStatus('leaver', 'long enough')).toBe(401);
    await asAdmin('patch', '/api/users/leaver').send({ active: true });
    expect(await basicStatus('leaver', 'long enough')).toBe(200);
  });

  it('is gone on the next call: another password', async () => {
    await createUser('changer', ['viewer']);
    expect(await basicStatus('changer', 'long enough')).toBe(200);
    await asAdmin('put', '/api/users/changer/password').send({ password: 'quite another' });
    expect(await basicStatus('changer', 'long enough')).toBe(401);
    expect(await basicStatus('changer', 'quite another')).toBe(200);
  });

  it('is gone on the next call: another role', async () => {
    await createUser('mover', ['viewer']);
    const search = () => api.askAnonymously('post', '/v2/user-tasks/search').auth('mover', 'long enough');
    expect((await search()).status).toBe(200);
    await asAdmin('patch', '/api/users/mover').send({ roles: ['customer'] });
    const refused = await search();
    expect(refused.body).toMatchObject({ type: '/problems/forbidden', permissions: ['tasks.read'] });
  });

  it('is gone on the next call: a revoked key', async () => {
    const created = await asAdmin('post', '/api/keys').send({ name: 'shop', roles: ['integration'] });
    const { clientId, secret } = created.body as { clientId: string; secret: string };
    expect(await bearerStatus(secret)).toBe(200);
    expect((await asAdmin('delete', `/api/keys/${clientId}`)).status).toBe(204);
    expect(await bearerStatus(secret)).toBe(401);
    expect((await asAdmin('delete', `/api/keys/${clientId}`)).status).toBe(409);
  });
});

describe('keys and clients', () => {
  const token = (form: Readonly<Record<string, string>>) =>
    api
      .askAnonymously('post', '/oauth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', ...form });

  it('show their secret once', async () => {
    const created = await asAdmin('post', '/api/keys').send({ name: 'once', roles: ['worker'] });
    expect(created.status).toBe(201);
    const listed = await asAdmin('get', '/api/keys');
    const { secret, ...rest } = created.body as { secret: string };
    expect((listed.body as { items: unknown[] }).items).toContainEqual(rest);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect(JSON.stringify(await api.prisma.accessKey.findMany())).not.toContain(secret);
  });

  it('expire', async () => {
    const created = await asAdmin('post', '/api/keys').send({
      name: 'old',
      roles: ['worker'],
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(await bearerStatus((created.body as { secret: string }).secret)).toBe(401);
  });

  it('change client credentials for a token with the rights of the client, which ends with it', async () => {
    const created = await asAdmin('post', '/api/keys').send({ kind: 'client', name: 'erp', roles: ['integration'] });
    const { clientId, secret } = created.body as { clientId: string; secret: string };
    expect(await bearerStatus(secret)).toBe(401);
    const issued = await token({ client_id: clientId, client_secret: secret, audience: 'anything' });
    expect(issued.body).toEqual({
      access_token: expect.stringMatching(/^rgt_/),
      token_type: 'Bearer',
      expires_in: 3_600,
    });
    const { access_token: accessToken } = issued.body as { access_token: string };
    expect(await bearerStatus(accessToken)).toBe(200);
    expect(await bearerStatus(accessToken, '/api/users')).toBe(403);
    expect(JSON.stringify(await api.prisma.accessToken.findMany())).not.toContain(accessToken);
    await asAdmin('delete', `/api/keys/${clientId}`);
    expect(await bearerStatus(accessToken)).toBe(401);
    expect((await token({ client_id: clientId, client_secret: secret })).status).toBe(401);
  });

  it('take the preset key as a client too, also by Basic', async () => {
    expect((await token({ client_id: 'reglament', client_secret: API_KEY })).status).toBe(200);
    const basic = await token({}).auth('reglament', API_KEY);
    expect(basic.status).toBe(200);
  });

  it('give tokens that expire', async () => {
    const issued = await token({ client_id: 'reglament', client_secret: API_KEY });
    const later = api.with({ now: () => new Date(Date.now() + 3_601_000) });
    const response = await later
      .askAnonymously('get', '/v2/topology')
      .set('Authorization', `Bearer ${(issued.body as { access_token: string }).access_token}`);
    expect(response.status).toBe(401);
  });

  it('answer refusals as problems that carry the code of OAuth', async () => {
    expect((await token({ client_id: 'reglament', client_secret: 'wrong' })).body).toMatchObject({
      type: '/problems/client-refused',
      error: 'invalid_client',
    });
    expect((await token({})).body).toMatchObject({ status: 400, error: 'invalid_request' });
    expect((await token({ grant_type: 'password' })).body).toMatchObject({ error: 'unsupported_grant_type' });
    expect((await api.askAnonymously('post', '/oauth/token')).body).toMatchObject({ error: 'invalid_request' });
  });
});

describe('what the environment presets', () => {
  const deps = () => ({
    prisma: api.prisma,
    readRows: api.readRows,
    passwords: createPasswords(),
    now: () => new Date(),
  });

  it('follows the environment at each start, and leaves what has not changed alone', async () => {
    const before = await api.prisma.user.findUniqueOrThrow({ where: { username: 'admin' } });
    await applyPresets(deps(), { adminPassword: ADMIN_PASSWORD, apiKey: API_KEY });
    expect(await api.prisma.user.findUniqueOrThrow({ where: { username: 'admin' } })).toEqual(before);
    await applyPresets(deps(), { adminPassword: 'another', apiKey: 'another-key' });
    expect(await basicStatus('admin', 'another')).toBe(200);
    expect(await bearerStatus('another-key')).toBe(200);
    expect(await bearerStatus(API_KEY)).toBe(401);
    await applyPresets(deps(), { adminPassword: ADMIN_PASSWORD });
    expect(await bearerStatus('another-key')).toBe(401);
    await applyPresets(deps(), { adminPassword: ADMIN_PASSWORD, apiKey: API_KEY });
    expect(await bearerStatus(API_KEY)).toBe(200);
  });

  it('makes an engineer once, and leaves alone what was changed later', async () => {
    const presets = { engineerPassword: 'engineer-password' };
    await Promise.all(Array.from({ length: 3 }, () => applyPresets(deps(), { ...presets, apiKey: API_KEY })));
    expect(await basicStatus('engineer', 'engineer-password')).toBe(200);
    await api.prisma.user.update({ where: { username: 'engineer' }, data: { active: false } });
    await applyPresets(deps(), { ...presets, apiKey: API_KEY });
    expect(await basicStatus('engineer', 'engineer-password')).toBe(401);
    expect(await api.prisma.auditEntry.count({ where: { subject: 'engineer', action: 'user.created' } })).toBe(1);
  });

  it('may be applied by several processes at once', async () => {
    await api.prisma.user.delete({ where: { username: 'admin' } });
    await api.prisma.accessKey.delete({ where: { clientId: 'reglament' } });
    const presets = { adminPassword: ADMIN_PASSWORD, apiKey: API_KEY };
    await Promise.all(Array.from({ length: 4 }, () => applyPresets(deps(), presets)));
    expect(await basicStatus('admin', ADMIN_PASSWORD)).toBe(200);
    expect(await bearerStatus(API_KEY)).toBe(200);
  });
});
