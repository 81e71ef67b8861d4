import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start, user } from '../../bpmn/test-support/elements.js';
import { openStore, type Store } from '../../desk/index.js';
import type { Engine } from '../../engine/index.js';
import { startTestApi, type TestApi } from '../test-support/test-api.js';
import { newSecret, secretHash } from './secrets.js';

/** Two API processes on one database, each with an engine of its own. */
let base: TestApi;
let one: TestApi;
let other: TestApi;
const stores: Store[] = [];
/** Called by the first one's engine after a request was let in and before its command reaches the database. */
let between: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  base = await startTestApi();
  stores.push(openStore({ databaseUrl: base.databaseUrl }), openStore({ databaseUrl: base.databaseUrl }));
  const engine = new Proxy(stores[0]!.engine, {
    get: (target, name) => {
      const command = target[name as keyof Engine];
      if (typeof command !== 'function' || name === 'jobsAvailable') return command;
      return async (...given: readonly unknown[]) => {
        await between();
        return (command as (...all: readonly unknown[]) => unknown)(...given);
      };
    },
  });
  one = base.with({ engine, ticketing: { ...stores[0]!, attachments: {} as never } });
  other = base.with({ engine: stores[1]!.engine, ticketing: { ...stores[1]!, attachments: {} as never } });
  const file = { name: 'order.bpmn', content: Buffer.from('order') };
  const process = build(
    { elements: [start(), service('work'), user('check'), end()], flows: ['start -> work -> check -> end'] },
    'order',
  );
  await stores[0]!.engine.deploy([{ file, processes: [process] }], undefined);
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await base.close();
});

/** A key with the role, made behind the back of both. */
async function newKey(role: string): Promise<{ readonly id: string; readonly secret: string }> {
  const secret = newSecret('rgk_');
  const id = secretHash(secret).slice(0, 12);
  const data = {
    id,
    kind: 'key',
    name: id,
    clientId: id,
    secretHash: secretHash(secret),
    roles: [role],
    createdBy: 'test',
  };
  await base.prisma.accessKey.create({ data: { ...data, createdAt: new Date() } });
  return { id, secret };
}

const startOrder = async (api: TestApi, secret: string): Promise<number> =>
  (
    await api
      .askAnonymously('post', '/v2/process-instances')
      .set('Authorization', `Bearer ${secret}`)
      .send({ processDefinitionId: 'order' })
  ).status;

const instances = (): Promise<number> => base.prisma.processInstance.count();

describe('a right that is taken away', () => {
  it.each([
    ['a revoked key', { revokedAt: new Date() }, 401],
    ['a role less', { roles: ['viewer'] }, 403],
  ])('takes effect on the next call of another process: %s', async (_what, data, status) => {
    const { id, secret } = await newKey('operator');
    expect([await startOrder(one, secret), await startOrder(other, secret)]).toEqual([200, 200]);
    await base.prisma.accessKey.update({ where: { id }, data });
    const before = await instances();
    expect([await startOrder(one, secret), await startOrder(other, secret)]).toEqual([status, status]);
    expect(await instances()).toBe(before);
  });

  it('takes effect on a call whose rights were read already', async () => {
    const { id, secret } = await newKey('operator');
    expect(await startOrder(one, secret)).toBe(200);
    const before = await instances();
    between = () => base.prisma.accessKey.update({ where: { id }, data: { revokedAt: new Date() } });
    expect(await startOrder(one, secret)).toBe(401);
    between = () => Promise.resolve();
    expect(await instances()).toBe(before);
  });

  it('is no hindrance to a call that has others left', async () => {
    const { id, secret } = await newKey('operator');
    expect(await startOrder(one, secret)).toBe(200);
    between = () => {
      between = () => Promise.resolve();
      return base.prisma.accessKey.update({ where: { id }, data: { roles: ['engineer'] } });
    };
    expect(await startOrder(one, secret)).toBe(200);
  });

  it('takes effect on reads', async () => {
    const { id, secret } = await newKey('viewer');
    const search = async (api: TestApi): Promise<number> =>
      (
        await api
          .askAnonymously('post', '/v2/process-instances/search')
          .set('Authorization', `Bearer ${secret}`)
          .send({})
      ).status;
    expect([await search(one), await search(other)]).toEqual([200, 200]);
    await base.prisma.accessKey.update({ where: { id }, data: { roles: [] } });
    expect([await search(one), await search(other)]).toEqual([403, 403]);
  });

  it('takes effect on locking jobs and on completing them', async () => {
    const { id, secret } = await newKey('worker');
    const ask = (path: string, body: object) =>
      one.askAnonymously('post', path).set('Authorization', `Bearer ${secret}`).send(body);
    const activation = { type: 'work', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: -1 };
    const activated = await ask('/v2/jobs/activation', activation);
    const [job] = (activated.body as { jobs: { jobKey: string }[] }).jobs;
    between = () => base.prisma.accessKey.update({ where: { id }, data: { roles: ['viewer'] } });
    expect((await ask(`/v2/jobs/${job!.jobKey}/completion`, {})).status).toBe(403);
    between = () => Promise.resolve();
    expect((await ask('/v2/jobs/activation', activation)).status).toBe(403);
    expect(await base.prisma.job.count({ where: { key: BigInt(job!.jobKey), state: 'open' } })).toBe(1);
  });
});

describe('a right that is granted', () => {
  it('takes effect on the next call of a process that remembers the caller without it', async () => {
    const { id, secret } = await newKey('viewer');
    expect([await startOrder(one, secret), await startOrder(other, secret)]).toEqual([403, 403]);
    await base.prisma.accessKey.update({ where: { id }, data: { roles: ['operator'] } });
    expect([await startOrder(one, secret), await startOrder(other, secret)]).toEqual([200, 200]);
  });
});

describe('the end of a session', () => {
  const epochOf = async (userId: string): Promise<number> => {
    const rows = await base.prisma.$queryRaw<{ epoch: number }[]>`
      select epoch::int from rights_epochs where subject = ${`user:${userId}`}`;
    return rows[0]?.epoch ?? 0;
  };
  const endedSession = async (userId: string, lastsMs: number): Promise<void> => {
    const tokenHash = secretHash(newSecret('rgs_'));
    const expiresAt = new Date(Date.now() + lastsMs);
    await base.prisma.session.create({ data: { tokenHash, userId, createdAt: new Date(), expiresAt } });
    await base.prisma.session.delete({ where: { tokenHash } });
  };

  it('changes the rights of its user, unless it had expired', async () => {
    const { id } = await base.prisma.user.findFirstOrThrow();
    const before = await epochOf(id);
    await endedSession(id, -1_000);
    expect(await epochOf(id)).toBe(before);
    await endedSession(id, 60_000);
    expect(await epochOf(id)).toBe(before + 1);
  });
});

describe('a person who is deactivated', () => {
  it('is refused on the next call, with a session as with a password', async () => {
    const user = await base.prisma.user.findFirstOrThrow({ where: { active: true } });
    const secret = newSecret('rgs_');
    const session = { tokenHash: secretHash(secret), userId: user.id, createdAt: new Date() };
    await base.prisma.session.create({ data: { ...session, expiresAt: new Date(Date.now() + 60_000) } });
    const me = async (api: TestApi): Promise<number> =>
      (await api.askAnonymously('post', '/v2/jobs/search').set('Cookie', `reglament_session=${secret}`).send({}))
        .status;
    const before = [await me(one), await me(other)];
    await base.prisma.user.update({ where: { id: user.id }, data: { active: false } });
    const after = [await me(one), await me(other)];
    await base.prisma.user.update({ where: { id: user.id }, data: { active: true } });
    expect(after).toEqual([401, 401]);
    expect(before).not.toContain(401);
  });
});
