import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { build } from '../../../../bpmn/test-support/build.js';
import { end, start, user } from '../../../../bpmn/test-support/elements.js';
import { openStore, type Store } from '../../../../desk/index.js';
import { ADMIN_PASSWORD, startTestApi, type TestApi } from '../../../test-support/test-api.js';

let home: TestApi;
let store: Store;
let api: TestApi;

const PASSWORD = 'sieben grüne Enten';

beforeAll(async () => {
  home = await startTestApi();
  store = openStore({ databaseUrl: home.databaseUrl });
  api = home.with({ engine: store.engine });
  const file = { name: 'check.bpmn', content: Buffer.from('check') };
  const process = build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'checking');
  await store.engine.deploy([{ file, processes: [process] }], undefined);
  for (const [username, roles] of [
    ['petrova', ['engineer', 'operator']],
    ['ivanov', ['engineer']],
  ] as const)
    await api
      .askAnonymously('post', '/api/users')
      .auth('admin', ADMIN_PASSWORD)
      .send({ username, displayName: username, roles, password: PASSWORD })
      .expect(201);
});
afterAll(async () => {
  await store.close();
  await home.close();
});

/** A task of a new instance. */
const task = async (people: object): Promise<string> => {
  const started = await api.ask('post', '/v2/process-instances').send({ processDefinitionId: 'checking' });
  const { processInstanceKey } = started.body as { processInstanceKey: string };
  const found = await api.ask('post', '/v2/user-tasks/search').send({ filter: { processInstanceKey } });
  const key = (found.body as { items: { userTaskKey: string }[] }).items[0]?.userTaskKey ?? '';
  await home.prisma.userTask.update({ where: { key: BigInt(key) }, data: people });
  return key;
};

const as = (username: string, method: 'post' | 'patch' | 'delete', path: string): Test =>
  api.askAnonymously(method, `/v2/user-tasks/${path}`).auth(username, username === 'admin' ? ADMIN_PASSWORD : PASSWORD);
const assign = (who: string, key: string, assignee: string, allowOverride = true): Test =>
  as(who, 'post', `${key}/assignment`).send({ assignee, allowOverride });

describe('a user task that somebody has', () => {
  it('is left alone by others, whatever they want to do with it', async () => {
    const key = await task({ assignee: 'petrova' });
    const answers = [
      await as('ivanov', 'post', `${key}/completion`),
      await as('ivanov', 'delete', `${key}/assignee`),
      await as('ivanov', 'patch', key).send({ changeset: { priority: 1 } }),
      await assign('ivanov', key, 'ivanov'),
    ];
    for (const { body } of answers)
      expect(body).toMatchObject({
        status: 403,
        reason: 'assigned-to-other',
        detail: `The user task ${key} is assigned to petrova.`,
      });
    expect((await assign('ivanov', key, 'ivanov', false)).status).toBe(409);
  });

  it('is handed over and completed by those who have it', async () => {
    const key = await task({ assignee: 'petrova', candidateGroups: ['operator'] });
    expect((await assign('petrova', key, 'ivanov')).status).toBe(204);
    expect((await as('petrova', 'post', `${key}/completion`)).status).toBe(403);
    expect((await as('ivanov', 'post', `${key}/completion`)).status).toBe(204);
  });
});

describe('a user task that nobody has', () => {
  it('is for its candidates alone, by name or by role', async () => {
    for (const people of [{ candidateGroups: ['operator'] }, { candidateUsers: ['petrova'] }]) {
      const key = await task(people);
      expect((await assign('ivanov', key, 'ivanov', false)).body).toMatchObject({
        status: 403,
        reason: 'not-a-candidate',
      });
      expect((await as('ivanov', 'post', `${key}/completion`)).status).toBe(403);
      expect((await assign('petrova', key, 'petrova', false)).status).toBe(204);
    }
  });

  it('is for everybody with the right when it names no candidates', async () => {
    expect((await as('ivanov', 'post', `${await task({})}/completion`)).status).toBe(204);
  });
});

describe('the permission to override', () => {
  it('works on any task, and the audit says so', async () => {
    const key = await task({ assignee: 'petrova' });
    expect((await as('admin', 'post', `${key}/completion`)).status).toBe(204);
    const lines = await home.prisma.auditEntry.findMany({ where: { action: 'task.overridden', subject: key } });
    expect(lines).toMatchObject([
      { actor: 'admin', detail: { act: 'complete', reason: 'assigned-to-other', assignee: 'petrova' } },
    ]);
    const free = await task({});
    await as('admin', 'post', `${free}/completion`);
    expect(await home.prisma.auditEntry.count({ where: { subject: free } })).toBe(0);
  });

  it('counts the roles of now, not those that were remembered', async () => {
    const key = await task({ candidateGroups: ['security'] });
    expect((await as('ivanov', 'post', `${key}/completion`)).status).toBe(403);
    await home.prisma.user.update({ where: { username: 'ivanov' }, data: { roles: ['engineer', 'security'] } });
    expect((await as('ivanov', 'post', `${key}/completion`)).status).toBe(204);
  });
});
