import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFailedAttempts } from '../../access/failed-attempts.js';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface SignedIn {
  readonly cookie: string;
  readonly csrfToken: string;
}

const signIn = async (username = 'admin', password = ADMIN_PASSWORD, over = api): Promise<SignedIn> => {
  const response = await over.askAnonymously('post', '/api/session').send({ username, password });
  expect(response.status).toBe(200);
  const [cookie = ''] = response.headers['set-cookie'] as unknown as string[];
  return { cookie: cookie.split(';', 1)[0] ?? '', csrfToken: (response.body as { csrfToken: string }).csrfToken };
};

const read = (cookie: string) => api.askAnonymously('get', '/api/session').set('Cookie', cookie);
const create = (cookie: string, headers: Readonly<Record<string, string>>) =>
  api
    .askAnonymously('post', '/api/keys')
    .set({ Cookie: cookie, ...headers })
    .send({ name: 'a', roles: ['viewer'] });

describe('a session', () => {
  it('begins with a cookie that scripts and other sites cannot use', async () => {
    const response = await api
      .askAnonymously('post', '/api/session')
      .send({ username: ' Admin ', password: ADMIN_PASSWORD });
    const [cookie] = response.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^reglament_session=rgs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(response.body).toMatchObject({
      kind: 'user',
      name: 'admin',
      roles: ['admin'],
      csrfToken: expect.any(String),
    });
    expect(JSON.stringify(await api.prisma.session.findMany())).not.toContain('rgs_');
  });

  it('has a secure cookie behind a proxy that speaks TLS', async () => {
    const response = await api
      .with({ trustProxy: 1 })
      .askAnonymously('post', '/api/session')
      .set('X-Forwarded-Proto', 'https')
      .send({ username: 'admin', password: ADMIN_PASSWORD });
    expect((response.headers['set-cookie'] as unknown as string[])[0]).toMatch(/; Secure$/);
  });

  it('tells who its person is and what they may do', async () => {
    const { cookie, csrfToken } = await signIn();
    const response = await read(`other=1; ${cookie}; more=2`);
    expect(response.body).toMatchObject({
      name: 'admin',
      csrfToken,
      permissions: expect.arrayContaining(['access.manage']),
    });
  });

  it('changes something only with its CSRF token and from our own pages', async () => {
    const { cookie, csrfToken } = await signIn();
    expect((await create(cookie, {})).body).toMatchObject({ type: '/problems/cross-site-request' });
    expect((await create(cookie, { 'X-CSRF-Token': 'guess' })).status).toBe(403);
    expect((await create(cookie, { 'X-CSRF-Token': csrfToken, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await create(cookie, { 'X-CSRF-Token': csrfToken, Origin: 'null' })).status).toBe(403);
    expect(
      (await create(cookie, { 'X-CSRF-Token': csrfToken, Origin: 'http://our.host', Host: 'our.host' })).status,
    ).toBe(201);
    const other = await signIn();
    expect((await create(cookie, { 'X-CSRF-Token': other.csrfToken })).status).toBe(403);
  });

  it('knows its own address behind a proxy', async () => {
    const { cookie, csrfToken } = await signIn();
    const response = await api
      .with({ publicUrl: 'https://desk.example/' })
      .askAnonymously('post', '/api/keys')
      .set({ Cookie: cookie, 'X-CSRF-Token': csrfToken, Origin: 'https://desk.example' })
      .send({ name: 'a', roles: [] });
    expect(response.status).toBe(201);
  });

  it('ends when its person signs out', async () => {
    const { cookie, csrfToken } = await signIn();
    const response = await api
      .askAnonymously('delete', '/api/session')
      .set({ Cookie: cookie, 'X-CSRF-Token': csrfToken });
    expect(response.status).toBe(204);
    expect((response.headers['set-cookie'] as unknown as string[])[0]).toContain('Max-Age=0');
    expect((await read(cookie)).status).toBe(401);
  });

  it('ends after twelve hours', async () => {
    const { cookie } = await signIn();
    const later = api.with({ now: () => new Date(Date.now() + 12 * 3_600_000 + 1) });
    expect((await later.askAnonymously('get', '/api/session').set('Cookie', cookie)).status).toBe(401);
    await signIn('admin', ADMIN_PASSWORD, later);
    expect(await api.prisma.session.count()).toBe(1);
  });

  it('ends with a new password, which its person may set knowing the old one', async () => {
    const send = { username: 'petrova', displayName: 'И. Петрова', roles: ['engineer'], password: 'long enough' };
    await api.askAnonymously('post', '/api/users').auth('admin', ADMIN_PASSWORD).send(send);
    const { cookie, csrfToken } = await signIn('petrova', 'long enough');
    const change = (currentPassword: string, newPassword: string) =>
      api
        .askAnonymously('put', '/api/session/password')
        .set({ Cookie: cookie, 'X-CSRF-Token': csrfToken })
        .send({ currentPassword, newPassword });
    expect((await change('wrong', 'another one')).status).toBe(401);
    expect((await change('long enough', 'short')).status).toBe(400);
    expect((await change('long enough', 'another one')).status).toBe(204);
    expect((await read(cookie)).status).toBe(401);
    await signIn('petrova', 'another one');
  });

  it('is not for systems to change passwords in', async () => {
    const response = await api
      .ask('put', '/api/session/password')
      .send({ currentPassword: 'a', newPassword: 'long enough' });
    expect(response.status).toBe(409);
  });
});

describe('signing in', () => {
  it('is refused without saying which part was wrong, and waits after ten failures', async () => {
    const pauses: number[] = [];
    const pause = (ms: number): Promise<unknown> => Promise.resolve(pauses.push(ms));
    const strict = api.with({ attempts: createFailedAttempts(undefined, pause) });
    const attempt = (username: string, password: string) =>
      strict.askAnonymously('post', '/api/session').send({ username, password });
    const details = [await attempt('nobody', 'wrong'), await attempt('admin', 'wrong')].map(
      ({ body }) => (body as { detail: string }).detail,
    );
    expect(new Set(details).size).toBe(1);
    for (let i = 0; i < 9; i += 1) await attempt('admin', 'wrong');
    expect((await attempt('admin', ADMIN_PASSWORD)).status).toBe(200);
    expect(pauses).toEqual([1_000]);
    const lines = await api.prisma.auditEntry.findMany({ where: { action: 'session.refused', subject: 'admin' } });
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatchObject({ actorKind: 'anonymous', outcome: 'refused', requestId: expect.any(String) });
  });
});
