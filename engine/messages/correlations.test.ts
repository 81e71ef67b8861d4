import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, messageStart, receive, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store whose process dies right after its next commit. */
let dying: Store;
beforeAll(async () => {
  ({ rig, proxy, watched: dying } = suite());
  await rig.deploy(
    build(
      {
        elements: [start(), receive('reply', 'reply', '=key'), user('read'), end()],
        flows: ['start -> reply -> read -> end'],
      },
      'one',
    ),
    build(
      { elements: [messageStart('order', 'order'), user('handle'), end()], flows: ['order -> handle -> end'] },
      'ordering',
    ),
    build(
      {
        elements: [messageStart('by phone', 'call'), messageStart('by mail', 'letter'), user('handle'), end()],
        flows: ['by phone -> handle', 'by mail -> handle -> end'],
      },
      'reachable',
    ),
  );
});

let keys = 0;
const freshKey = (): string => `key ${++keys}`;
const publish = (name: string, key: string, store = rig.store) =>
  store.engine.publish({ name, correlationKey: key, variables: {}, timeToLive: 600_000 });
const pending = () => rig.all('select 1 from pending_correlations');
const tasks = (instance: bigint) =>
  rig.all(`select element_id from user_tasks where instance = $1 and state = 'open'`, instance);
const active = (processId: string, key: string) =>
  rig.all<{ number: string }>(
    `select number from process_instances where process_id = $1 and start_correlation = $2 and status = 'active'`,
    processId,
    key,
  );
/** Steps an instance by a process that dies right after its commit. */
const stepAndDie = async (instance: bigint): Promise<void> => {
  const lost = proxy.loseReply('commit-steps');
  await dying.lanes.advance(instance.toString());
  await lost;
};
const complete = async (instance: string): Promise<void> => {
  const { wait } = await rig.one<{ wait: string }>('select wait from user_tasks where instance = $1', instance);
  await rig.deliver(BigInt(instance), 'task.completed', { key: wait, variables: {} });
};

describe('a message that is stored', () => {
  it('is published, also when what it starts cannot be looked up right after: workers start it', async () => {
    const key = freshKey();
    const lost = proxy.loseRequest('starts-take-one');
    expect(await publish('order', key, dying)).toMatchObject({ answer: 'published' });
    await lost;
    await rig.idle();
    expect(await active('ordering', key)).toHaveLength(1);
  });
});

describe('a message that an ended instance gives back', () => {
  /** Two that wait; the first is about to end before it takes the message that it was given. */
  const overtaken = async (): Promise<readonly [bigint, bigint]> => {
    const key = freshKey();
    const [first, second] = [await rig.start('one', { key }), await rig.start('one', { key })];
    await rig.deliver(first, 'cancel');
    await rig.one(`select publish_message('reply', $1, null, '{}', now(), 600000)`, key);
    return [first, second];
  };

  it('goes to the next one right after, by the process that has ended it', async () => {
    const [first, second] = await overtaken();
    await rig.step(first);
    await until(async () => (await tasks(second)).length === 1, 1_000);
    expect(await pending()).toEqual([]);
  });

  it('goes to the next one by a worker when that process has died in between', async () => {
    const [first, second] = await overtaken();
    await stepAndDie(first);
    expect(await pending()).toHaveLength(1);
    expect(await tasks(second)).toEqual([]);
    expect(await rig.store.workerBacklog.correlations()).toBe(1);
    await rig.idle();
    expect(await tasks(second)).toEqual([{ element_id: 'read' }]);
    expect(await pending()).toEqual([]);
  });

  it('is correlated once, however many workers take it up', async () => {
    const ended = [await overtaken(), await overtaken(), await overtaken()];
    for (const [first] of ended) await stepAndDie(first);
    const stores = [rig.store, rig.another(), rig.another()];
    const taken = await Promise.all(stores.map((store) => store.workerBacklog.correlations()));
    expect(taken.reduce((sum, n) => sum + n)).toBe(3);
    await rig.idle();
    for (const [, second] of ended) expect(await tasks(second)).toEqual([{ element_id: 'read' }]);
    const twice = `select message_key from message_correlations group by message_key having count(*) > 1`;
    expect(await rig.all(twice)).toEqual([]);
  });
});

describe('a message that waits for the instance of its key to end', () => {
  it('starts the next one also when the process that has ended it died in between', async () => {
    const key = freshKey();
    await publish('order', key);
    await publish('order', key);
    const [first] = await active('ordering', key);
    await complete(first!.number);
    await stepAndDie(BigInt(first!.number));
    expect(await active('ordering', key)).toEqual([]);
    expect(await pending()).toHaveLength(1);
    await rig.idle();
    const [second, ...more] = await active('ordering', key);
    expect(more).toEqual([]);
    expect(second!.number).not.toBe(first!.number);
  });
});

describe('two start messages of one process', () => {
  it('published at the same time with one key start one instance; the other message starts the next', async () => {
    const stores = [rig.store, rig.another()];
    const rounds = Array.from({ length: 20 }, freshKey);
    for (const key of rounds) {
      await Promise.all([
        publish('call', key, stores[0]),
        publish('letter', key, stores[1]),
        publish('call', key, stores[1]),
        publish('letter', key, stores[0]),
      ]);
      await rig.idle();
      expect(await active('reachable', key)).toHaveLength(1);
    }
    const key = rounds[0]!;
    const [first] = await active('reachable', key);
    await complete(first!.number);
    await rig.idle();
    const [second, ...more] = await active('reachable', key);
    expect(more).toEqual([]);
    expect(second!.number).not.toBe(first!.number);
  });

  it('without a key start an instance each', async () => {
    await Promise.all([publish('call', ''), publish('letter', '')]);
    await rig.idle();
    const text = `select number from process_instances where process_id = 'reachable' and start_correlation is null`;
    expect(await rig.all(text)).toHaveLength(2);
  });
});
