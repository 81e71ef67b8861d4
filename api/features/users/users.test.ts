import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore, readPackFolder } from '../../../desk/index.js';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const asAdmin = (method: 'get' | 'post' | 'put' | 'patch', path: string) =>
  api.askAnonymously(method, path).auth('admin', ADMIN_PASSWORD);

const ivanov = {
  username: 'I.Ivanov',
  displayName: 'Иван Иванов',
  roles: ['engineer', 'engineer'],
  password: 'long enough',
};

describe('users', () => {
  it('are created with what is right, and refused with everything that is wrong at once', async () => {
    const created = await asAdmin('post', '/api/users').send({ ...ivanov, email: 'ivanov@example.org' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      username: 'i.ivanov',
      email: 'ivanov@example.org',
      roles: ['engineer'],
      active: true,
    });
    expect((await asAdmin('post', '/api/users').send(ivanov)).status).toBe(409);
    const wrong = await asAdmin('post', '/api/users').send({
      username: 'a b',
      displayName: ' ',
      email: 'x',
      roles: [1],
      password: '1',
    });
    expect((wrong.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      ...['#/username', '#/displayName', '#/email', '#/roles/0', '#/password'],
    ]);
  });

  it('keep what a change does not name', async () => {
    const changed = await asAdmin('patch', '/api/users/i.ivanov').send({ roles: ['operator'], email: null });
    expect(changed.body).toMatchObject({ displayName: 'Иван Иванов', email: null, roles: ['operator'] });
    expect((await asAdmin('get', '/api/users/i.ivanov')).body).toEqual(changed.body);
  });

  it('that do not exist are not found', async () => {
    expect((await asAdmin('get', '/api/users/nobody')).status).toBe(404);
    expect((await asAdmin('patch', '/api/users/nobody').send({ active: false })).status).toBe(404);
    expect((await asAdmin('put', '/api/users/nobody/password').send({ password: 'long enough' })).status).toBe(404);
  });

  it('never lose their last administrator', async () => {
    expect((await asAdmin('patch', '/api/users/admin').send({ active: false })).status).toBe(409);
    expect((await asAdmin('patch', '/api/users/admin').send({ roles: ['viewer'] })).status).toBe(409);
    await asAdmin('patch', '/api/users/i.ivanov').send({ roles: ['admin'] });
    const both = await Promise.all(
      ['admin', 'i.ivanov'].map((name) => asAdmin('patch', `/api/users/${name}`).send({ active: false })),
    );
    expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await api.prisma.user.count({ where: { active: true, roles: { has: 'admin' } } })).toBeGreaterThanOrEqual(1);
    await api.prisma.user.updateMany({ data: { active: true } });
  });

  it('are listed page by page', async () => {
    for (const name of ['a1', 'a2']) await asAdmin('post', '/api/users').send({ ...ivanov, username: name });
    const first = await asAdmin('get', '/api/users?limit=3');
    expect((first.body as { items: { username: string }[] }).items.map(({ username }) => username)).toEqual([
      'a1',
      'a2',
      'admin',
    ]);
    const rest = await asAdmin('get', `/api/users?limit=3&after=${(first.body as { next: string }).next}`);
    expect(rest.body).toEqual({ items: [expect.objectContaining({ username: 'i.ivanov' })] });
    expect((await asAdmin('get', '/api/users?limit=0')).status).toBe(400);
  });

  it('never show a password, nor does the audit', async () => {
    await asAdmin('put', '/api/users/a1/password').send({ password: 'a very secret word' });
    const everything = JSON.stringify([
      (await asAdmin('get', '/api/users')).body,
      (await asAdmin('get', '/api/audit')).body,
    ]);
    expect(everything).not.toMatch(/a very secret word|argon2/);
  });
});

describe('the audit', () => {
  it('tells who did what to whom, newest first, page by page', async () => {
    const lines = await asAdmin('get', '/api/audit?subject=i.ivanov');
    const { items } = lines.body as { items: { action: string; actor: string; detail: unknown; id: string }[] };
    expect(items.at(-1)).toMatchObject({ action: 'user.created', actor: 'admin', actorKind: 'user', outcome: 'done' });
    expect(items.map(({ action }) => action)).toContain('user.changed');
    const page = await asAdmin('get', '/api/audit?subject=i.ivanov&limit=1');
    const { next } = page.body as { next: string };
    const second = await asAdmin('get', `/api/audit?subject=i.ivanov&limit=1&after=${next}`);
    expect((second.body as { items: { id: string }[] }).items[0]?.id).toBe(items[1]?.id);
  });

  it('can be asked for one action or one actor', async () => {
    const created = await asAdmin('get', '/api/audit?action=user.created&actor=start');
    expect((created.body as { items: unknown[] }).items).toMatchObject([{ actorKind: 'system', subject: 'admin' }]);
    expect((await asAdmin('get', '/api/audit?action=nonsense')).status).toBe(400);
    expect((await asAdmin('get', '/api/audit?after=x')).status).toBe(400);
  });
});

describe('the roles', () => {
  const given = (roles: readonly string[]) => asAdmin('patch', '/api/users/i.ivanov').send({ roles });

  it('can be read by everybody who has signed in', async () => {
    const response = await api.ask('get', '/api/roles');
    expect((response.body as { items: { name: string }[] }).items.map(({ name }) => name)).toContain('process-admin');
  });

  it('that nobody has heard of are refused by name, with those that there are', async () => {
    const errors = [{ pointer: '#/roles/1', detail: expect.stringMatching(/^There is no role god \(admin, /) }];
    expect((await given(['viewer', 'god']).expect(400)).body).toMatchObject({ errors });
    const wrong = { name: 'shop', roles: ['viewer', 'god'] };
    expect((await asAdmin('post', '/api/keys').send(wrong).expect(400)).body).toMatchObject({ errors });
    expect((await asAdmin('post', '/api/users').send({ ...ivanov, username: 'b1', roles: ['god'] })).status).toBe(400);
  });

  it('of the packs in force can be given too, and allow nothing by themselves', async () => {
    await given(['engineer', 'head']).expect(400);
    const store = openStore({ databaseUrl: api.databaseUrl });
    await store.packs.install(await readPackFolder('regulations/packs/profman', 'regulations/calendars'));
    await store.close();
    await given(['engineer', 'head']).expect(200);
    const { items } = (await api.ask('get', '/api/roles')).body as { items: { name: string }[] };
    const called = (name: string) => items.find((role) => role.name === name);
    expect(called('head')).toEqual({
      name: 'head',
      description: 'Руководитель службы технической поддержки',
      permissions: [],
      packs: [{ code: 'profman', name: 'PROFMAN ISS', label: 'Руководитель службы технической поддержки' }],
    });
    expect(called('engineer')).toMatchObject({ packs: [{ code: 'profman', label: 'Исполнитель' }] });
    expect(called('operator')).toMatchObject({ packs: [] });
    await given(['head']).expect(200);
    const asHead = api.askAnonymously('get', '/api/tickets').auth('i.ivanov', ivanov.password);
    expect((await asHead).status).toBe(403);
  });
});
