import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  ownActivity,
  parallel,
  pass,
  service,
  start,
  timerBoundary,
  user,
} from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { processInstanceKey, type Actor } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store on whose way to the database something can be done, and another one. */
let store: Store;
let other: Store;
/** Each leads to less than a request may do, all together to more. */
const branches = Array.from({ length: 12 }, (_, n) => n);
beforeAll(async () => {
  ({ rig, proxy, watched: store } = suite());
  other = rig.another();
  await rig.deploy(
    build(
      { elements: [start(), user('first'), user('second'), end()], flows: ['start -> first -> second -> end'] },
      'two',
    ),
    build(
      {
        elements: [start(), service('work', { multi: { items: '=for i in 1..count return i' } }), end()],
        flows: ['start -> work -> end'],
      },
      'many',
    ),
    build(
      {
        elements: [start(), user('act'), timerBoundary('late', 'act', 'PT0.3S'), user('repair'), end()],
        flows: ['start -> act -> end', 'late -> repair -> end'],
      },
      'hasty',
    ),
    build(
      {
        elements: [
          ...[start(), ownActivity('robot'), timerBoundary('late', 'robot', 'PT10H')],
          ...[user('next'), user('repair'), end()],
        ],
        flows: ['start -> robot -> next -> end', 'late -> repair -> end'],
      },
      'slow',
    ),
    build(
      {
        elements: [
          ...[start(), parallel('fork'), end()],
          ...branches.flatMap((n) => [
            user(`act${n}`),
            pass(`each${n}`, { multi: { items: '=for i in 1..200 return i' } }),
          ]),
        ],
        flows: ['start -> fork', ...branches.map((n) => `fork -> act${n} -> each${n} -> end`)],
      },
      'broad',
    ),
  );
});

const applied = { answer: 'applied' };
const set = (by: Store, instance: bigint, name: string, actor?: Actor) =>
  by.engine.setVariables(processInstanceKey(instance), { [name]: 1 }, true, actor);
const task = async (instance: bigint) => {
  const text = `select key from user_tasks where instance = $1 and state = 'open'`;
  return BigInt((await rig.one<{ key: string }>(text, instance)).key);
};
const stepsOf = async (instance: bigint) =>
  (await rig.one<{ step: number }>('select step from process_instances where number = $1', instance)).step;
const outcomes = async (instance: bigint) =>
  (
    await rig.all<{ outcome: string | null }>(
      'select outcome from inputs where instance = $1 and number > 0 order by number',
      instance,
    )
  ).map(({ outcome }) => outcome);

describe('a lane', () => {
  it('takes what arrives while it works in one step: 1,000 answers are far fewer steps', async () => {
    const instance = await rig.start('many', { count: 1_000 });
    const jobs = await rig.all<{ key: string }>('select key from jobs where instance = $1', instance);
    expect(jobs).toHaveLength(1_000);
    const answers = await Promise.all(jobs.map(({ key }) => rig.store.engine.completeJob(BigInt(key), {})));
    expect(answers.every(({ answer }) => answer === 'applied')).toBe(true);
    expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
      status: 'completed',
    });
    expect(await stepsOf(instance)).toBeLessThan(100);
  });

  it('refuses only on a fresh head: what another process has made possible is done', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    expect(await other.engine.completeTask(await task(instance), {})).toEqual(applied);
    expect(await store.engine.completeTask(await task(instance), {})).toEqual(applied);
  });

  it('ends a term that has come, without Temporal, before it lets a command in', async () => {
    const instance = await rig.start('hasty');
    const act = await task(instance);
    const { due } = await rig.one<{ due: Date }>('select due from timers where instance = $1', instance);
    await until(() => rig.store.clock.reading().now >= due.getTime());
    expect(await rig.store.engine.completeTask(act, {})).toMatchObject({
      answer: 'refused',
      code: 'wrong-state',
      reason: expect.stringMatching(/was cancelled at .* Its term ended at 20\d\d-.*Z\.$/),
    });
    const text = `select element_id from user_tasks where instance = $1 and state = 'open'`;
    expect(await rig.all(text, instance)).toEqual([{ element_id: 'repair' }]);
  });
});

describe('what Temporal tells', () => {
  it('has happened when this process was told, not when it is stepped: a term that ends in between is too late', async () => {
    const instance = await rig.start('slow');
    const { wait } = await rig.one<{ wait: `a${number}` }>(
      'select wait from temporal_activities where instance = $1',
      instance,
    );
    void proxy.before('read-head', async () => {
      const due = store.clock.reading().now + 1;
      await rig.pool.query('update timers set due = $2 where instance = $1', [instance, new Date(due)]);
      await until(() => store.clock.reading().now > due);
    });
    await store.lanes.advance(instance.toString(), [{ type: 'activity.completed', key: wait, result: {} }]);
    const text = `select element_id from user_tasks where instance = $1 and state = 'open'`;
    expect(await rig.all(text, instance)).toEqual([{ element_id: 'next' }]);
  });
});

describe('commands that together lead to more than a request may do', () => {
  it('are taken fewer at a time: none of them is too heavy itself', async () => {
    const instance = await rig.start('broad');
    await set(store, instance, 'warm');
    const tasks = await rig.all<{ key: string }>('select key from user_tasks where instance = $1', instance);
    expect(tasks).toHaveLength(12);
    const answers = await Promise.all(tasks.map(({ key }) => store.engine.completeTask(BigInt(key), {})));
    expect(answers).toEqual(tasks.map(() => applied));
    expect(await rig.one('select heavy from inboxes where instance = $1', instance)).toEqual({ heavy: false });
    // The first one goes alone, all others would be one step.
    expect(await stepsOf(instance)).toBeGreaterThan(4);
  });
});

describe('a command that loses', () => {
  const losing = (instance: bigint, times: number) => {
    for (let i = 0; i < times; i++) void proxy.before('commit-steps', () => set(other, instance, `other${i}`));
  };

  it('once or twice is stepped again from the fresh head', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    losing(instance, 2);
    let accepted = false;
    const watching = proxy.before('accept-inputs', () => Promise.resolve((accepted = true)));
    expect(await set(store, instance, 'a')).toEqual(applied);
    expect(accepted).toBe(false);
    // Takes the watch away again.
    losing(instance, 3);
    await set(store, instance, 'b');
    await watching;
  });

  it('three times goes into the inbox, and is answered by its outcome', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    losing(instance, 3);
    const fell = proxy.before('accept-inputs', () => Promise.resolve());
    expect(await set(store, instance, 'a')).toEqual(applied);
    await fell;
    expect(await outcomes(instance)).toEqual(Array(5).fill('applied'));
    expect(await rig.store.engine.visibleVariables(processInstanceKey(instance))).toMatchObject({ a: 1, other2: 1 });
  });

  it('is in the inbox once, also when the reply about that is lost', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    losing(instance, 3);
    const lost = proxy.loseReply('accept-inputs');
    expect(await set(store, instance, 'a')).toEqual(applied);
    await lost;
    expect(await outcomes(instance)).toEqual(Array(5).fill('applied'));
  });

  it('three times, and then what it asks for, is refused by its outcome, with the reason of the one that won', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    const first = await task(instance);
    losing(instance, 3);
    void proxy.before('accept-inputs', () => other.engine.completeTask(first, {}));
    expect(await store.engine.completeTask(first, {})).toMatchObject({
      answer: 'lost',
      reason: expect.stringContaining('was completed at'),
    });
  });

  it('does not lose by rights that have changed for another one of its step', async () => {
    const instance = await rig.start('two');
    await set(store, instance, 'warm');
    const stale = { rights: [{ subject: 'user:stale', epoch: 7 }] };
    const answers = await Promise.allSettled([
      set(store, instance, 'a'),
      set(store, instance, 'b', stale),
      set(store, instance, 'c'),
    ]);
    expect(answers).toMatchObject([
      { value: applied },
      { status: 'rejected', reason: { name: 'StaleCallerError' } },
      { value: applied },
    ]);
  });
});

describe('a group of steps of several instances', () => {
  it('stores those that stand at their base when one does not, and that one by its next try', async () => {
    const instances = [await rig.start('two'), await rig.start('two'), await rig.start('two'), await rig.start('two')];
    for (const instance of instances) await set(store, instance, 'warm');
    void proxy.before('commit-steps', () => set(other, instances[1]!, 'ahead'));
    expect(await Promise.all(instances.map((instance) => set(store, instance, 'a')))).toEqual(
      instances.map(() => applied),
    );
    expect(await Promise.all(instances.map(stepsOf))).toEqual([3, 4, 3, 3]);
    const transactions = await rig.one<{ n: number }>(
      `select count(distinct xmin::text)::int as n from steps where instance = any ($1) and step = 2`,
      [instances[0], instances[2], instances[3]],
    );
    expect(transactions.n).toBe(1);
  });

  it('leaves out one whose instance somebody else is at work on', async () => {
    const instances = [await rig.start('two'), await rig.start('two'), await rig.start('two')];
    for (const instance of instances) await set(store, instance, 'warm');
    const client = await rig.pool.connect();
    await client.query('begin');
    await client.query('select 1 from process_instances where number = $1 for update', [instances[1]]);
    const answers = instances.map((instance) => set(store, instance, 'a'));
    expect(await Promise.all([answers[0], answers[2]])).toEqual([applied, applied]);
    await client.query('commit');
    client.release();
    expect(await answers[1]).toEqual(applied);
  });
});

describe('the inbox', () => {
  const fill = async (instance: bigint): Promise<void> => {
    const note = { scope: 'e1', local: true, variables: { a: 1 } };
    for (let i = 0; i < 230; i++) await rig.deliver(instance, 'variables.set', note);
  };

  it('is stepped whole, however much is in it', async () => {
    const instance = await rig.start('two');
    await fill(instance);
    await rig.step(instance);
    expect(await outcomes(instance)).toEqual(Array(230).fill('applied'));
    expect(await stepsOf(instance)).toBeLessThan(6);
  });

  it('is stepped before a command that comes later', async () => {
    const instance = await rig.start('two');
    await fill(instance);
    expect(await set(other, instance, 'b')).toEqual(applied);
    expect(await outcomes(instance)).toEqual(Array(231).fill('applied'));
    expect(await stepsOf(instance)).toBeLessThan(6);
  });
});
