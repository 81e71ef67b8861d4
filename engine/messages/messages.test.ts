import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, messageBoundary, messageStart, receive, service, start, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ testClock: true, verify: 'each' });
let rig: TestStore;
const receiving = (processId: string) =>
  build(
    {
      elements: [start(), receive('reply', 'reply', '=key'), user('read'), end()],
      flows: ['start -> reply -> read -> end'],
    },
    processId,
  );

beforeAll(async () => {
  ({ rig } = suite());
  await rig.store.engine.clock.pin(new Date(NOW));
  await rig.deploy(
    receiving('one'),
    receiving('other'),
    build(
      {
        elements: [start(), service('before'), receive('reply', 'reply', '=key'), end()],
        flows: ['start -> before -> reply -> end'],
      },
      'later',
    ),
    build(
      {
        elements: [start(), user('work'), messageBoundary('note', 'work', 'note', '=key', false), user('read'), end()],
        flows: ['start -> work -> end', 'note -> read'],
      },
      'noting',
    ),
    build(
      {
        elements: [
          start(),
          user('work'),
          messageBoundary('stop', 'work', 'stop', '=key'),
          messageBoundary('note', 'work', 'mark', '=key', false),
          user('read'),
          end(),
        ],
        flows: ['start -> work -> end', 'stop -> end', 'note -> read'],
      },
      'stopping',
    ),
    build(
      { elements: [messageStart('order', 'order'), user('handle'), end()], flows: ['order -> handle -> end'] },
      'ordering',
    ),
    build(
      { elements: [messageStart('order', 'order'), user('bill'), end()], flows: ['order -> bill -> end'] },
      'billing',
    ),
  );
});

const NOW = '2025-10-03T08:00:00Z';
let keys = 0;
const freshKey = (): string => `key ${++keys}`;

interface Publication {
  readonly name: string;
  readonly key: string;
  readonly ttl?: number;
  readonly id?: string;
  readonly variables?: object;
  readonly at?: string;
}

interface Published {
  readonly refusal?: string;
  readonly key: string;
  readonly inputs: [string, number][];
  readonly starts: string[];
}

/** Publishes without waiting for what it sets off. */
async function publish({ name, key, ttl = 60_000, id, variables = {}, at = NOW }: Publication): Promise<Published> {
  const { answer } = await rig.one<{ answer: Published }>(
    'select publish_message($1, $2, $3, $4, $5, $6) as answer',
    name,
    key,
    id ?? null,
    JSON.stringify(variables),
    at,
    ttl,
  );
  return answer;
}

/** Completes an open job or task. */
async function complete(instance: bigint, at = NOW): Promise<void> {
  const { wait } = await rig.one<{ wait: string }>(
    `select wait from jobs where instance = $1 and state = 'open' union select wait from user_tasks where instance = $1 and state = 'open' order by wait limit 1`,
    instance,
  );
  await rig.deliver(
    instance,
    wait.startsWith('j') ? 'job.completed' : 'task.completed',
    { key: wait, variables: {} },
    at,
  );
}

const tasks = async (instance: bigint) =>
  (
    await rig.all<{ element_id: string }>(
      `select element_id from user_tasks where instance = $1 and state = 'open' order by key`,
      instance,
    )
  ).map(({ element_id }) => element_id);

/** Which instance has had a message in which process; null: it was or will be started by it. */
const hadBy = (message: string) =>
  rig.all<{ process_id: string; instance: string | null }>(
    'select process_id, instance from message_correlations where message_key = $1 order by process_id',
    message,
  );

const active = (processId: string, key: string) =>
  rig.all<{ number: string }>(
    `select number from process_instances where process_id = $1 and start_correlation = $2 and status = 'active' order by number`,
    processId,
    key,
  );

describe('a message', () => {
  it('goes to a subscription that is open, with its variables', async () => {
    const key = freshKey();
    const instance = await rig.start('one', { key });
    const { inputs } = await publish({ name: 'reply', key, variables: { text: 'yes' } });
    expect(inputs).toEqual([[instance.toString(), 1]]);
    await rig.idle();
    expect(await tasks(instance)).toEqual(['read']);
    expect(await rig.store.engine.visibleVariables(processInstanceKey(instance))).toEqual({ key, text: 'yes' });
  });

  it('goes to nobody of another name or key', async () => {
    const key = freshKey();
    await rig.start('one', { key });
    expect(await publish({ name: 'reply', key: freshKey() })).toMatchObject({ inputs: [] });
    expect(await publish({ name: 'replies', key })).toMatchObject({ inputs: [] });
  });

  it('goes once to each process: to its oldest subscription', async () => {
    const key = freshKey();
    const [first, , other] = [
      await rig.start('one', { key }),
      await rig.start('one', { key }),
      await rig.start('other', { key }),
    ];
    const { inputs, key: message } = await publish({ name: 'reply', key });
    expect(inputs).toEqual([
      [first.toString(), 1],
      [other.toString(), 1],
    ]);
    expect(await hadBy(message)).toEqual([
      { process_id: 'one', instance: first.toString() },
      { process_id: 'other', instance: other.toString() },
    ]);
  });

  it('waits in the buffer for a subscription that a commit opens', async () => {
    const key = freshKey();
    const instance = await rig.start('later', { key });
    const { key: message, inputs } = await publish({ name: 'reply', key });
    expect(inputs).toEqual([]);
    await complete(instance);
    await rig.idle();
    expect(await hadBy(message)).toEqual([{ process_id: 'later', instance: instance.toString() }]);
    expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
      status: 'completed',
    });
  });

  it('waits in the buffer for a subscription that a start opens', async () => {
    const key = freshKey();
    const { key: message } = await publish({ name: 'reply', key });
    const instance = await rig.start('one', { key });
    await rig.idle();
    expect(await tasks(instance)).toEqual(['read']);
    expect(await hadBy(message)).toEqual([{ process_id: 'one', instance: instance.toString() }]);
  });

  it('that has expired is given to nobody', async () => {
    const key = freshKey();
    const instance = await rig.start('later', { key });
    await publish({ name: 'reply', key, ttl: 60_000 });
    await complete(instance, '2025-10-03T08:01:00Z');
    await rig.idle();
    expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
      status: 'active',
    });
  });

  it('without time to live goes to what is open and is never buffered', async () => {
    const key = freshKey();
    const waiting = await rig.start('one', { key });
    const later = await rig.start('later', { key });
    const { key: message } = await publish({ name: 'reply', key, ttl: 0 });
    await complete(later);
    await rig.idle();
    expect(await hadBy(message)).toEqual([{ process_id: 'one', instance: waiting.toString() }]);
  });

  it('is refused while another one with its id is alive, for the same name and key', async () => {
    const key = freshKey();
    await publish({ name: 'reply', key, id: 'm1' });
    expect(await publish({ name: 'reply', key, id: 'm1' })).toEqual({ refusal: 'already-exists' });
    expect(await publish({ name: 'reply', key: freshKey(), id: 'm1' })).not.toHaveProperty('refusal');
    expect(await publish({ name: 'other', key, id: 'm1' })).not.toHaveProperty('refusal');
    expect(await publish({ name: 'reply', key, id: 'm1', at: '2025-10-03T08:01:00Z' })).not.toHaveProperty('refusal');
  });

  it('with one id is stored once, however many publish it at the same time', async () => {
    const key = freshKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => publish({ name: 'reply', key, id: 'once' })));
    expect(answers.filter(({ refusal }) => refusal === undefined)).toHaveLength(1);
  });

  it('reaches a subscription that stays open again and again, in the order of publication', async () => {
    const key = freshKey();
    const early = await publish({ name: 'note', key, variables: { n: 1 } });
    const instance = await rig.start('noting', { key });
    const late = await publish({ name: 'note', key, variables: { n: 2 } });
    await rig.idle();
    expect(await tasks(instance)).toEqual(['work', 'read', 'read']);
    const inputs = await rig.all(
      `select message_key from inputs where instance = $1 and kind = 'message.received' order by number`,
      instance,
    );
    expect(inputs).toEqual([{ message_key: early.key }, { message_key: late.key }]);
  });
});

describe('a correlation that was overtaken', () => {
  it('goes back to the buffer and finds the next subscription', async () => {
    const key = freshKey();
    const first = await rig.start('stopping', { key });
    await publish({ name: 'stop', key });
    const { key: message } = await publish({ name: 'mark', key });
    await rig.idle();
    expect(await hadBy(message)).toEqual([]);
    expect(await rig.one('select status from process_instances where number = $1', first)).toEqual({
      status: 'completed',
    });

    const second = await rig.start('stopping', { key });
    await rig.idle();
    expect(await hadBy(message)).toEqual([{ process_id: 'stopping', instance: second.toString() }]);
    expect(await tasks(second)).toEqual(['work', 'read']);
  });

  it('goes at once to another instance that waits', async () => {
    const key = freshKey();
    const [first, second] = [await rig.start('one', { key }), await rig.start('one', { key })];
    await rig.deliver(first, 'cancel', {}, NOW);
    const { key: message, inputs } = await publish({ name: 'reply', key });
    expect(inputs).toEqual([[first.toString(), 2]]);
    await rig.idle();
    expect(await hadBy(message)).toEqual([{ process_id: 'one', instance: second.toString() }]);
    expect(await tasks(second)).toEqual(['read']);
  });

  it('goes back also when the instance ends by a step that does not get to it', async () => {
    const key = freshKey();
    const [first, second] = [await rig.start('one', { key }), await rig.start('one', { key })];
    const note = { scope: 'e1', local: true, variables: { a: 1 } };
    for (let i = 0; i < 120; i++)
      await rig.deliver(first, i === 0 ? 'cancel' : 'variables.set', i === 0 ? {} : note, NOW);
    const { key: message } = await publish({ name: 'reply', key });
    await rig.idle();
    expect(await hadBy(message)).toEqual([{ process_id: 'one', instance: second.toString() }]);
    expect(await tasks(second)).toEqual(['read']);
    expect(await rig.all('select 1 from inputs where instance = $1 and outcome is null', first)).toEqual([]);
  });

  it('is gone when the message has expired', async () => {
    const key = freshKey();
    const [first] = [await rig.start('one', { key }), await rig.start('one', { key })];
    await rig.deliver(first, 'cancel', {}, NOW);
    const { key: message } = await publish({ name: 'reply', key, ttl: 0 });
    await rig.idle();
    expect(await hadBy(message)).toEqual([]);
  });
});

describe('a message start event', () => {
  it('starts an instance of every process that has it', async () => {
    const key = freshKey();
    expect(await publish({ name: 'order', key, variables: { amount: 2 } })).toMatchObject({
      starts: [expect.any(String), expect.any(String)],
    });
    await rig.idle();
    for (const processId of ['ordering', 'billing']) {
      const [instance, ...more] = await active(processId, key);
      expect(more).toEqual([]);
      expect(await rig.store.engine.visibleVariables(processInstanceKey(BigInt(instance!.number)))).toEqual({
        amount: 2,
      });
    }
  });

  it('has one active instance for a key; the next message waits and starts when that one ends', async () => {
    const key = freshKey();
    await publish({ name: 'order', key, variables: { n: 1 } });
    await publish({ name: 'order', key, variables: { n: 2 } });
    await rig.idle();
    await publish({ name: 'order', key, variables: { n: 3 } });
    const seen: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      const [instance, ...more] = await active('ordering', key);
      expect(more).toEqual([]);
      seen.push(await rig.store.engine.visibleVariables(processInstanceKey(BigInt(instance!.number))));
      await complete(BigInt(instance!.number));
      await rig.idle();
    }
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await active('ordering', key)).toEqual([]);
    expect(await active('billing', key)).toHaveLength(1);
  });

  it('does not start by a waiting message that has expired', async () => {
    const key = freshKey();
    await publish({ name: 'order', key });
    await publish({ name: 'order', key, ttl: 60_000 });
    await rig.idle();
    const [instance] = await active('ordering', key);
    await rig.pool.query('update messages set expires_at = $2 where correlation_key = $1', [key, NOW]);
    await complete(BigInt(instance!.number));
    await rig.idle();
    expect(await active('ordering', key)).toEqual([]);
  });

  it('starts by every message without a key', async () => {
    const count = async () =>
      (await rig.one<{ n: number }>(`select count(*)::int n from process_instances where process_id = 'ordering'`)).n;
    const before = await count();
    for (let i = 0; i < 3; i++) await publish({ name: 'order', key: '' });
    await rig.idle();
    expect(await count()).toBe(before + 3);
  });

  it('starts one instance for a key, however many publish at the same time', async () => {
    const key = freshKey();
    await Promise.all(Array.from({ length: 10 }, () => publish({ name: 'order', key })));
    await Promise.all([rig.store.startRows.take(20), rig.store.startRows.take(20)]);
    await rig.idle();
    expect(await active('ordering', key)).toHaveLength(1);
    expect(await active('billing', key)).toHaveLength(1);
  });
});

describe('publishing by the engine', () => {
  it('answers when what it set off is there for the next read', async () => {
    const key = freshKey();
    const instance = await rig.start('one', { key });
    const published = await rig.store.engine.publish({
      name: 'reply',
      correlationKey: key,
      variables: {},
      timeToLive: 0,
    });
    expect(published.answer).toBe('published');
    expect(await tasks(instance)).toEqual(['read']);
    await rig.store.engine.publish({ name: 'order', correlationKey: key, variables: {}, timeToLive: 0 });
    expect(await active('ordering', key)).toHaveLength(1);
  });

  it('refuses a repeated id', async () => {
    const command = { name: 'reply', correlationKey: freshKey(), variables: {}, timeToLive: 60_000, messageId: 'm' };
    await rig.store.engine.publish(command);
    expect(await rig.store.engine.publish(command)).toMatchObject({ answer: 'refused', code: 'already-exists' });
  });
});
