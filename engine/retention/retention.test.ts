import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, receive, start, user } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const DAY = 24 * 3_600_000;
let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'),
    build(
      {
        elements: [start(), receive('wait', 'told', '="k"'), user('act'), end()],
        flows: ['start -> wait -> act -> end'],
      },
      'hearing',
    ),
  );
});
afterAll(async () => {
  await rig.idle();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

describe('messages', () => {
  const publish = async (name: string, correlationKey: string): Promise<string> => {
    const published = await rig.store.engine.publish({ name, correlationKey, variables: {}, timeToLive: DAY });
    if (published.answer !== 'published') throw new Error(published.reason);
    return published.messageKey.toString();
  };
  const age = (key: string, days: number) =>
    rig.pool.query('update messages set expires_at = $2 where key = $1', [key, new Date(Date.now() - days * DAY)]);
  const keys = async () => (await rig.all<{ key: string }>('select key from messages')).map(({ key }) => key);

  it('are removed a week after they have expired, with what they correlated to', async () => {
    const [old, expired, living] = [await publish('n', 'a'), await publish('n', 'b'), await publish('n', 'c')];
    await rig.pool.query(`insert into message_correlations (message_key, process_id, at) values ($1, 'p', now())`, [
      old,
    ]);
    await age(old, 8);
    await age(expired, 6);
    expect(await rig.store.retention.sweep(DAY)).toMatchObject({ messages: 1 });
    expect(await keys()).toEqual(expect.arrayContaining([expired, living]));
    expect(await keys()).not.toContain(old);
    expect(await rig.all('select 1 from message_correlations')).toEqual([]);
  });

  it('stay while they are on their way to an instance', async () => {
    await rig.start('hearing');
    // By a process that has died before it stepped the instance.
    const { key } = await rig.one<{ key: string }>(
      `select publish_message('told', 'k', null, '{}', now(), 1000)->>'key' as key`,
    );
    await age(key, 8);
    await rig.store.retention.sweep(DAY);
    expect(await keys()).toContain(key);
    await rig.idle();
    await rig.store.retention.sweep(DAY);
    expect(await keys()).not.toContain(key);
  });
});

describe('large payloads', () => {
  /** Gives an instance its next workflow: they follow each other. */
  const workflowOf = async (instance: bigint, generation = 0) => {
    const id = `acting#${instance}.${generation}`;
    await rig.pool.query('update process_instances set workflow_id = $2 where number = $1', [instance, id]);
    return id;
  };
  const put = (text: string, workflowId: string | undefined) => rig.store.payloads.put(Buffer.from(text), workflowId);
  const agePayloads = (days: number) =>
    rig.pool.query('update large_payloads set created_at = $1', [new Date(Date.now() - days * DAY)]);
  const kept = async () => (await rig.all<{ hash: string }>('select hash from large_payloads')).map(({ hash }) => hash);

  it('are removed when every instance that has them ended longer ago than histories are kept', async () => {
    const [first, second] = [await rig.start('acting'), await rig.start('acting')];
    const shared = await put('shared', await workflowOf(first));
    await put('shared', await workflowOf(second, 3));
    const own = await put('own', await workflowOf(first, 1));
    await workflowOf(first, 2);
    const untold = await put('untold', undefined);
    await rig.pool.query(`select deliver($1, 'cancel', '{}', now())`, [first]);
    await rig.idle();
    await agePayloads(5);
    expect(await rig.store.retention.sweep(DAY)).toMatchObject({ payloads: 0 });

    await rig.pool.query('update process_instances set ended_at = $2 where number = $1', [
      first,
      new Date(Date.now() - 2 * DAY),
    ]);
    expect(await rig.store.retention.sweep(DAY)).toMatchObject({ payloads: 1 });
    expect(new Set(await kept())).toEqual(new Set([shared, untold]));
    await expect(rig.store.payloads.get(own)).rejects.toThrow(own);
  });

  it('are kept for the earlier workflows of an active instance', async () => {
    const instance = await rig.start('acting');
    const early = await put('early', await workflowOf(instance));
    await workflowOf(instance, 1);
    await agePayloads(5);
    await rig.store.retention.sweep(DAY);
    expect(await kept()).toContain(early);
  });

  it('are as new when they are stored again', async () => {
    const hash = await put('again', 'gone/1');
    await agePayloads(5);
    await put('again', 'gone/2');
    await rig.store.retention.sweep(DAY);
    expect(await kept()).toContain(hash);
    await agePayloads(5);
    await rig.store.retention.sweep(DAY);
    expect(await kept()).not.toContain(hash);
  });
});
