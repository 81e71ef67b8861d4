import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  ownActivity,
  parallel,
  receive,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

/** Every branch but one leads to `boom`. */
const BRANCHES = ['act', 'pause', 'reply', 'robot'];
let rig: TestStore;
let instance: bigint;
/** Stores whose code cannot step what leads to `boom`, and one that can. */
let broken: Store;
let cured: Store;

beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      {
        elements: [
          ...[start(), parallel('fork'), user('act'), user('other'), timerCatch('pause', 'PT10H'), end()],
          ...[receive('reply', 'reply', '=key'), ownActivity('robot'), service('boom')],
        ],
        flows: [
          'start -> fork',
          ...BRANCHES.map((id) => `fork -> ${id} -> boom`),
          'fork -> other -> end',
          'boom -> end',
        ],
      },
      'fragile',
    ),
    build(
      {
        elements: [
          ...[start(), parallel('fork'), user('act'), timerBoundary('late', 'act', 'PT10H'), user('other')],
          ...[service('boom'), end()],
        ],
        flows: ['start -> fork', 'fork -> act -> end', 'late -> boom -> end', 'fork -> other -> end'],
      },
      'fragile-term',
    ),
  );
  cured = rig.another({ worker: true });
  await cured.engine.start({ definition: { processId: 'fragile' }, variables: { key: 'warm' } });
  // Whoever reads the definition from now on finds an element that makes the kernel throw.
  await rig.pool.query(`update compiled_definitions set document = (document::jsonb #- '{elements,boom,work}')::json`);
  broken = rig.another({ worker: true });
});
let keys = 0;
beforeEach(async () => {
  const started = await cured.engine.start({
    definition: { processId: 'fragile' },
    variables: { key: `key ${++keys}` },
  });
  instance = started.answer === 'started' ? started.processInstanceKey >> 23n : 0n;
});
afterEach(async () => {
  expect((await cured.verify()).faults.filter((fault) => fault.instance === instance.toString())).toEqual([]);
});
afterAll(() => rig.close());

const key = () => processInstanceKey(instance);
const task = async (element: string) => {
  const text = 'select key from user_tasks where instance = $1 and element_id = $2';
  return BigInt((await rig.one<{ key: string }>(text, instance, element)).key);
};
const incidents = () =>
  rig.all<{ key: string; type: string; element_id: string; state: string }>(
    'select key, type, rule, element_id, state from incidents where instance = $1 order by created_at, key',
    instance,
  );
const outcomes = () =>
  rig.all('select kind, outcome from inputs where instance = $1 and number > 0 order by number', instance);
const booms = async () =>
  (await rig.all(`select 1 from jobs where instance = $1 and type = 'boom' and state = 'open'`, instance)).length;
const note = { scope: 'e1', local: true, variables: { a: 1 } };

/** The incident that there is; does again what it holds, by the store whose code has the cure. */
async function retry(): Promise<void> {
  const [incident, ...more] = (await incidents()).filter(({ state }) => state === 'active');
  expect(more).toEqual([]);
  expect(incident).toMatchObject({ type: 'ENGINE_FAILURE', rule: 'engine-failure' });
  expect(await cured.engine.resolveIncident(BigInt(incident!.key))).toEqual({ answer: 'applied' });
  expect((await incidents()).filter(({ state }) => state === 'active')).toEqual([]);
}

describe('what cannot be stepped', () => {
  it('fails alone when it is a command: the others of its step are applied, and nothing of it is stored', async () => {
    const [act, other] = [await task('act'), await task('other')];
    const settled = await Promise.allSettled([
      broken.engine.setVariables(key(), { a: 1 }, true),
      broken.engine.completeTask(act, {}),
      broken.engine.completeTask(other, {}),
    ]);
    expect(settled).toMatchObject([
      { status: 'fulfilled', value: { answer: 'applied' } },
      { status: 'rejected', reason: { name: 'TypeError' } },
      { status: 'fulfilled', value: { answer: 'applied' } },
    ]);
    expect(await outcomes()).toEqual([
      { kind: 'variables.set', outcome: 'applied' },
      { kind: 'task.completed', outcome: 'applied' },
    ]);
    expect(await incidents()).toEqual([]);
    expect(await cured.engine.completeTask(act, {})).toEqual({ answer: 'applied' });
    expect(await booms()).toBe(1);
  });

  it('of the inbox has failed and is an incident, whose retry applies it; the others are applied', async () => {
    const { wait } = await rig.one<{ wait: string }>(
      'select wait from message_subscriptions where instance = $1',
      instance,
    );
    await rig.deliver(instance, 'variables.set', note);
    await rig.deliver(instance, 'message.received', { key: wait, message: '1', variables: { text: 'yes' } });
    await rig.deliver(instance, 'variables.set', note);
    await broken.lanes.advance(instance.toString());
    expect(await outcomes()).toEqual([
      { kind: 'variables.set', outcome: 'applied' },
      { kind: 'message.received', outcome: 'failed' },
      { kind: 'variables.set', outcome: 'applied' },
    ]);
    expect(await incidents()).toMatchObject([{ type: 'ENGINE_FAILURE', element_id: 'reply', state: 'active' }]);
    await retry();
    expect((await outcomes()).at(-1)).toEqual({ kind: 'message.received', outcome: 'applied' });
    expect(await booms()).toBe(1);
    expect(await cured.engine.visibleVariables(key())).toMatchObject({ text: 'yes' });
  });

  it('and is retried before there is a cure is an incident again', async () => {
    const { wait } = await rig.one<{ wait: string }>(
      'select wait from message_subscriptions where instance = $1',
      instance,
    );
    await rig.deliver(instance, 'message.received', { key: wait, message: '1', variables: {} });
    await broken.lanes.advance(instance.toString());
    const [first] = await incidents();
    expect(await broken.engine.resolveIncident(BigInt(first!.key))).toEqual({ answer: 'applied' });
    expect((await incidents()).map(({ state }) => state)).toEqual(['resolved', 'active']);
    expect(await broken.engine.resolveIncident(BigInt(first!.key))).toMatchObject({ code: 'wrong-state' });
    await retry();
    expect(await booms()).toBe(1);
  });

  it('is told to who published the message as soon as it has failed', async () => {
    const published = await broken.engine.publish({
      ...{ name: 'reply', correlationKey: `key ${keys}`, variables: {}, timeToLive: 60_000 },
    });
    expect(published.answer).toBe('published');
    expect(await outcomes()).toEqual([{ kind: 'message.received', outcome: 'failed' }]);
    // It stays this instance's: nobody else gets it.
    expect(await rig.all('select instance from message_correlations where instance = $1', instance)).toHaveLength(1);
    await retry();
    expect(await booms()).toBe(1);
  });

  it('leaves the book with an incident when it is a timer, and holds up no command; its retry fires it', async () => {
    await rig.pool.query(`update timers set due = now() - interval '1 min' where instance = $1`, [instance]);
    expect(await broken.engine.completeTask(await task('other'), {})).toEqual({ answer: 'applied' });
    expect(await rig.all('select 1 from timers where instance = $1', instance)).toEqual([]);
    expect(await incidents()).toMatchObject([{ type: 'ENGINE_FAILURE', element_id: 'pause', state: 'active' }]);
    expect((await cured.verify()).faults).toEqual([]);
    await broken.lanes.advance(instance.toString());
    expect(await incidents()).toHaveLength(1);
    await retry();
    await cured.lanes.advance(instance.toString());
    expect(await booms()).toBe(1);
  });

  it('is one incident, however often Temporal tells it', async () => {
    const { wait } = await rig.one<{ wait: `a${number}` }>(
      'select wait from temporal_activities where instance = $1',
      instance,
    );
    const told = [{ type: 'activity.completed', key: wait, result: {} }] as const;
    await broken.lanes.advance(instance.toString(), told);
    await broken.lanes.advance(instance.toString(), told);
    expect(await incidents()).toMatchObject([{ type: 'ENGINE_FAILURE', element_id: 'robot', state: 'active' }]);
  });

  it('keeps who gave it when it is done again', async () => {
    await rig.pool.query(
      `select deliver($1, 'task.completed', json_build_object('key', wait, 'variables', '{}'::json), now(), null, 'anna')
       from user_tasks where instance = $1 and element_id = 'act'`,
      [instance],
    );
    await broken.lanes.advance(instance.toString());
    await retry();
    const text = `select state, completed_by from user_tasks where instance = $1 and element_id = 'act'`;
    expect(await rig.one(text, instance)).toEqual({ state: 'completed', completed_by: 'anna' });
  });

  it('is over when nobody waits for it any more, and when its instance has ended', async () => {
    const states = async () => (await incidents()).map(({ state }) => state);
    const started = await cured.engine.start({ definition: { processId: 'fragile-term' }, variables: {} });
    instance = started.answer === 'started' ? started.processInstanceKey >> 23n : 0n;
    const overdue = () =>
      rig.pool.query(`update timers set due = now() - interval '1 min' where instance = $1`, [instance]);
    await overdue();
    await broken.lanes.advance(instance.toString());
    expect(await states()).toEqual(['active']);
    expect(await cured.engine.completeTask(await task('act'), {})).toEqual({ answer: 'applied' });
    expect(await states()).toEqual(['resolved']);

    const other = await cured.engine.start({ definition: { processId: 'fragile-term' }, variables: {} });
    instance = other.answer === 'started' ? other.processInstanceKey >> 23n : 0n;
    await overdue();
    await broken.lanes.advance(instance.toString());
    expect(await states()).toEqual(['active']);
    expect(await cured.engine.cancel(key())).toEqual({ answer: 'applied' });
    expect(await states()).toEqual(['resolved']);
  });

  it('is no incident when the same step has taken back what it was for', async () => {
    const started = await cured.engine.start({ definition: { processId: 'fragile-term' }, variables: {} });
    instance = started.answer === 'started' ? started.processInstanceKey >> 23n : 0n;
    await rig.pool.query(`update timers set due = now() - interval '1 min' where instance = $1`, [instance]);
    expect(await broken.engine.completeTask(await task('act'), {})).toEqual({ answer: 'applied' });
    expect(await incidents()).toEqual([]);
    expect(await rig.all('select 1 from timers where instance = $1', instance)).toEqual([]);
  });

  it('leaves the book when it is the answer of an activity; its retry asks for the activity again', async () => {
    const asked = 'select wait, task_queue, activity, element_id from temporal_activities where instance = $1';
    const before = await rig.one<{ wait: `a${number}` }>(asked, instance);
    const told = [{ type: 'activity.completed', key: before.wait, result: {} }] as const;
    await broken.lanes.advance(instance.toString(), told);
    expect(await rig.all(asked, instance)).toEqual([]);
    expect(await incidents()).toMatchObject([{ type: 'ENGINE_FAILURE', element_id: 'robot', state: 'active' }]);
    await rig.pool.query('update process_instances set tell_at = null where number = $1', [instance]);
    await retry();
    expect(await rig.one(asked, instance)).toEqual(before);
    const { told: due } = await rig.one<{ told: boolean }>(
      'select tell_at <= clock_timestamp() as told from process_instances where number = $1',
      instance,
    );
    expect(due).toBe(true);
    await cured.lanes.advance(instance.toString(), told);
    expect(await booms()).toBe(1);
  });
});
