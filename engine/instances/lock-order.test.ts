import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, parallel, receive, service, start, timerCatch } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ verify: 'each' });
let rig: TestStore;
beforeAll(async () => {
  ({ rig } = suite());
  await rig.deploy(
    build(
      {
        elements: [start(), service('work'), receive('hear', 'news', '=key'), end()],
        flows: ['start -> work -> hear -> end'],
      },
      'hearing',
    ),
    build(
      { elements: [start(), receive('hear', 'news', '=key'), end()], flows: ['start -> hear -> end'] },
      'listening',
    ),
    build(
      { elements: [start(), receive('hear', 'news', '=key'), end()], flows: ['start -> hear -> end'] },
      'listening too',
    ),
    build(
      {
        elements: [
          start(),
          service('work'),
          parallel('fork'),
          receive('one', 'one', '=key'),
          receive('two', 'two', '=key'),
          end(),
        ],
        flows: ['start -> work -> fork', 'fork -> one -> end', 'fork -> two -> end'],
      },
      'hearing two',
    ),
    build({ elements: [start(), call('call', 'working'), end()], flows: ['start -> call -> end'] }, 'calling'),
    build(
      { elements: [start(), call('call', 'listening'), end()], flows: ['start -> call -> end'] },
      'calling a listener',
    ),
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'),
    build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
  );
});

let keys = 0;
const freshKey = (): string => `key ${++keys}`;
type Lock = readonly [text: string, value: unknown];
const row = (instance: bigint): Lock => ['select 1 from process_instances where number = $1 for update', instance];
const inbox = (instance: bigint): Lock => ['select 1 from inboxes where instance = $1 for update', instance];
const message = (name: string, key: string): Lock => ['select lock_messages($1)', JSON.stringify([[name, key]])];

const waiting = async (): Promise<number> =>
  (
    await rig.one<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).n;

/**
 * Holds what comes earlier in the order, asks for something that needs both, and takes what comes later while that waits:
 * it must not have it yet.
 */
async function inOrder(earlier: Lock, ask: () => Promise<unknown>, later: Lock): Promise<void> {
  const client = await rig.pool.connect();
  try {
    await client.query('begin');
    await client.query(earlier[0], [earlier[1]]);
    const asked = ask();
    await until(async () => (await waiting()) > 0);
    await client.query(`set local lock_timeout = '300ms'`);
    await client.query(later[0], [later[1]]);
    await client.query('commit');
    await asked;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const completeJob = async (instance: bigint): Promise<void> => {
  const { key } = await rig.one<{ key: string }>(
    `select key from jobs where instance = $1 and state = 'open'`,
    instance,
  );
  expect(await rig.store.engine.completeJob(BigInt(key), {})).toEqual({ answer: 'applied' });
};
const publish = (name: string, key: string) =>
  rig.store.engine.publish({ name, correlationKey: key, variables: {}, timeToLive: 60_000 });

describe('a step takes', () => {
  it('its instance before the names of messages', async () => {
    const key = freshKey();
    const instance = await rig.start('hearing', { key });
    await inOrder(row(instance), () => completeJob(instance), message('news', key));
  });

  it('the names of messages before its inbox', async () => {
    const key = freshKey();
    const instance = await rig.start('hearing', { key });
    await inOrder(message('news', key), () => completeJob(instance), inbox(instance));
  });

  it('the names of messages in one order', async () => {
    const key = freshKey();
    const instance = await rig.start('hearing two', { key });
    const { rows } = await rig.pool.query<{ name: string }>(
      `select name from unnest(array['one', 'two']) name order by hashtextextended(name || chr(31) || $1, 0)`,
      [key],
    );
    await inOrder(message(rows[0]!.name, key), () => completeJob(instance), message(rows[1]!.name, key));
  });

  it('its start row before the names of messages', async () => {
    const key = freshKey();
    const parent = await rig.startAndDie('calling a listener', { key });
    const { id } = await rig.one<{ id: string }>('select id from starts where parent_number = $1', parent);
    await inOrder(
      ['select 1 from starts where id = $1 for update', id],
      () => rig.store.startRows.openNow(BigInt(id)),
      message('news', key),
    );
  });

  it('start rows before inboxes, where it takes back what it has asked for', async () => {
    const parent = await rig.startAndDie('calling');
    const { id } = await rig.one<{ id: string }>('select id from starts where parent_number = $1', parent);
    const cancel = () => rig.store.engine.cancel(processInstanceKey(parent));
    await inOrder(['select 1 from starts where id = $1 for update', id], cancel, inbox(parent));
  });

  it('inboxes by number: that of its parent, whose end it is told, and its own', async () => {
    const parent = await rig.start('calling');
    await rig.idle();
    const { number } = await rig.one<{ number: string }>(
      'select number from process_instances where parent_number = $1',
      parent,
    );
    const [low, high] = [parent, BigInt(number)].sort((a, b) => (a < b ? -1 : 1));
    await inOrder(inbox(low!), () => completeJob(BigInt(number)), inbox(high!));
  });

  it('inboxes by number where it goes with others', async () => {
    const instances = [await rig.start('working'), await rig.start('working'), await rig.start('working')];
    for (const instance of instances)
      await rig.store.engine.setVariables(processInstanceKey(instance), { warm: 1 }, true);
    const all = () =>
      Promise.all(
        instances.map((instance) => rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true)),
      );
    await inOrder(inbox(instances[0]!), all, inbox(instances[2]!));
  });
});

describe('a publication takes', () => {
  it('the name of its message before inboxes', async () => {
    const key = freshKey();
    const instance = await rig.start('listening', { key });
    await inOrder(message('news', key), () => publish('news', key), inbox(instance));
  });

  it('inboxes by number', async () => {
    const key = freshKey();
    const [first, second] = [await rig.start('listening', { key }), await rig.start('listening too', { key })];
    await inOrder(inbox(first), () => publish('news', key), inbox(second));
  });
});

describe('what was left to be correlated takes', () => {
  it('the name of its message before inboxes', async () => {
    const key = freshKey();
    const [first, second] = [await rig.start('listening', { key }), await rig.start('listening', { key })];
    const { key: given } = await rig.one<{ key: string }>(
      `insert into messages (key, name, correlation_key, variables, published_at, expires_at)
       values (nextval('entity_numbers') << 23, 'news', $1, '{}', now(), now() + interval '1 min') returning key`,
      key,
    );
    await rig.pool.query(`insert into pending_correlations (process_id, message_key) values ('listening', $1)`, [
      given,
    ]);
    await inOrder(message('news', key), () => rig.store.workerBacklog.correlations(), inbox(first));
    await rig.idle();
    expect(await rig.one('select status from process_instances where number = $1', first)).toEqual({
      status: 'completed',
    });
    expect(await rig.one('select status from process_instances where number = $1', second)).toEqual({
      status: 'active',
    });
  });
});

describe('setting the clock takes', () => {
  it('instances by number', async () => {
    const [first, second] = [await rig.start('pausing'), await rig.start('pausing')];
    await inOrder(row(first), () => rig.pool.query('select set_clock(now())'), row(second));
    await rig.pool.query('select set_clock(null)');
  });
});
