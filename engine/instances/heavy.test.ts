import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, pass, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { instanceOf, processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** Stores of requests, the second one by a way on which something can be done, and one of a worker. */
let api: Store;
let watched: Store;
let worker: Store;
beforeAll(async () => {
  ({ rig, proxy, watched } = suite());
  api = rig.another();
  worker = rig.another({ worker: true });
  const each = { multi: { items: '=for i in 1..count return i' } };
  await rig.deploy(
    build(
      {
        elements: [start(), user('act'), pass('each', each), user('after'), end()],
        flows: ['start -> act -> each -> after -> end'],
      },
      'working',
    ),
    build({ elements: [start(), call('call', 'beginning'), end()], flows: ['start -> call -> end'] }, 'calling'),
    build(
      { elements: [start(), pass('each', each), user('after'), end()], flows: ['start -> each -> after -> end'] },
      'beginning',
    ),
  );
});

/** More than a request may do. */
const MUCH = 1_500;
const applied = { answer: 'applied' };
const set = (by: Store, instance: bigint, variables: object) =>
  by.engine.setVariables(processInstanceKey(instance), { ...variables }, true);
const task = async (instance: bigint) => {
  const text = `select key from user_tasks where instance = $1 and state = 'open'`;
  return BigInt((await rig.one<{ key: string }>(text, instance)).key);
};
const inbox = (instance: bigint) => rig.one('select heavy, unsent from inboxes where instance = $1', instance);
const openInputs = async (instance: bigint) =>
  (
    await rig.all<{ kind: string }>(
      'select kind from inputs where instance = $1 and outcome is null order by number',
      instance,
    )
  ).map(({ kind }) => kind);
const inputsOf = async (instance: bigint) =>
  (await rig.all<{ kind: string }>('select kind from inputs where instance = $1 order by number', instance)).map(
    ({ kind }) => kind,
  );
/** Waits until so many inputs are in the inbox. */
const accepted = (instance: bigint, count: number) => until(async () => (await openInputs(instance)).length === count);

describe('a command that leads to more than a request may do', () => {
  it('is left to workers; what comes after it too, in order, until the inbox is empty', async () => {
    const instance = await rig.start('working', { count: MUCH });
    const answers = [api.engine.completeTask(await task(instance), {})];
    await accepted(instance, 1);
    expect(await inbox(instance)).toEqual({ heavy: true, unsent: true });
    answers.push(set(api, instance, { a: 1 }));
    await accepted(instance, 2);
    expect(await openInputs(instance)).toEqual(['task.completed', 'variables.set']);

    await worker.lanes.advance(instance.toString());
    expect(await Promise.all(answers)).toEqual([applied, applied]);
    // The step that did it was beyond the budget itself: the next one is not.
    await set(worker, instance, { b: 1 });
    expect(await inbox(instance)).toEqual({ heavy: false, unsent: false });
    expect(await set(api, instance, { c: 1 })).toEqual(applied);
    expect(await inputsOf(instance)).toEqual(['start', 'task.completed', ...Array<string>(3).fill('variables.set')]);
  });

  it('is not stepped by a request, whatever head that remembers, nor by its drain', async () => {
    const instance = await rig.start('working', { count: 1 });
    await set(watched, instance, { warm: 1 });
    await rig.pool.query('update inboxes set heavy = true where instance = $1', [instance]);
    const answer = set(watched, instance, { a: 1 });
    await accepted(instance, 1);
    expect(await api.lanes.advance(instance.toString())).toBe('heavy');
    expect(await openInputs(instance)).toEqual(['variables.set']);
    await worker.lanes.advance(instance.toString());
    expect(await answer).toEqual(applied);
    expect(await inbox(instance)).toEqual({ heavy: false, unsent: false });
  });

  it('is in the inbox once, also when the reply about that is lost', async () => {
    const instance = await rig.start('working', { count: MUCH });
    const first = await task(instance);
    const lost = proxy.loseReply('accept-inputs');
    const answer = watched.engine.completeTask(first, {});
    await lost;
    await accepted(instance, 1);
    await worker.lanes.advance(instance.toString());
    expect(await answer).toEqual(applied);
    expect(await inputsOf(instance)).toEqual(['start', 'task.completed']);
  });

  it('that nobody has stepped in time is answered by its number, and its outcome is there later', async () => {
    const instance = await rig.start('working', { count: MUCH });
    expect(await api.engine.completeTask(await task(instance), {})).toEqual({ answer: 'accepted', instance, input: 1 });
    await worker.lanes.advance(instance.toString());
    expect(await api.outcomes.of(instance.toString(), 1)).toEqual(applied);
  });

  it('calls workers at once', async () => {
    let nudged = false;
    worker.onNudge(() => (nudged = true));
    const instance = await rig.start('working', { count: MUCH });
    const answer = api.engine.completeTask(await task(instance), {});
    await accepted(instance, 1);
    await until(() => nudged, 1_000);
    await rig.idle();
    expect(await answer).toEqual(applied);
  });
});

describe('a state larger than a request may step', () => {
  const text = 'x'.repeat(700_000);

  it('is stepped by workers alone, from the step on that made it so, until it is small again', async () => {
    const instance = await rig.start('working', { count: 1 });
    expect(await set(api, instance, { one: text })).toEqual(applied);
    expect(await set(api, instance, { two: text })).toEqual(applied);
    const answer = set(api, instance, { three: 1 });
    await accepted(instance, 1);
    expect(await inbox(instance)).toEqual({ heavy: true, unsent: true });
    await worker.lanes.advance(instance.toString());
    expect(await answer).toEqual(applied);
    expect(await inbox(instance)).toEqual({ heavy: true, unsent: false });
    expect(await set(worker, instance, { one: '' })).toEqual(applied);
    expect(await inbox(instance)).toEqual({ heavy: false, unsent: false });
    expect(await set(api, instance, { four: 1 })).toEqual(applied);
  });
});

describe('a start whose first step is more than a request may do', () => {
  const begin = (variables: object) =>
    api.engine.start({ definition: { processId: 'beginning' }, variables: { ...variables } });

  it('is left to workers and answered when they have started it', async () => {
    const started = begin({ count: MUCH });
    await until(async () => (await rig.all(`select 1 from starts where kind = 'asked'`)).length === 1);
    await rig.idle();
    const answer = await started;
    expect(answer).toMatchObject({ answer: 'started' });
    if (answer.answer !== 'started') return;
    const instance = instanceOf(answer.processInstanceKey);
    expect(await rig.all('select process_id from process_instances where number = $1', instance)).toEqual([
      { process_id: 'beginning' },
    ]);
  });

  it('is left to workers too where a call activity asks for it', async () => {
    const started = await api.engine.start({ definition: { processId: 'calling' }, variables: { count: MUCH } });
    if (started.answer !== 'started') throw new Error(started.reason);
    const parent = instanceOf(started.processInstanceKey);
    const children = () => rig.all('select status from process_instances where parent_number = $1', parent);
    // The process of the request has tried to open it and has left it to workers.
    const row = () =>
      rig.one<{ left: boolean; attempts: number; error: string | null }>(
        `select lease_until = 'epoch' as left, attempts, error from starts where parent_number = $1`,
        parent,
      );
    await until(async () => (await row()).left);
    expect(await children()).toEqual([]);
    expect(await row()).toEqual({ left: true, attempts: 0, error: null });
    await rig.idle();
    expect(await children()).toEqual([{ status: 'active' }]);
  });

  it('is refused where its business id is taken, and nothing is left of it', async () => {
    const command = { definition: { processId: 'beginning' }, variables: { count: MUCH }, businessId: 'taken' };
    const first = worker.engine.start({ ...command, variables: { count: 1 } });
    expect(await first).toMatchObject({ answer: 'started' });
    const second = api.engine.start(command);
    await until(async () => (await rig.all(`select 1 from starts where kind = 'asked'`)).length === 1);
    await rig.idle();
    expect(await second).toMatchObject({ answer: 'refused', code: 'already-exists' });
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });

  it('stays where it could not be started for another reason, and is tried again', async () => {
    await rig.pool.query(`create or replace function refuse() returns trigger language plpgsql as $$
        begin raise exception 'full' using errcode = '53100'; end $$;
      create trigger refuse before insert on steps for each row execute function refuse()`);
    const started = begin({ count: MUCH });
    const failed = () => rig.all<{ error: string }>('select error from starts where attempts > 0');
    try {
      await until(async () => {
        await worker.startRows.take(10);
        return (await failed()).length === 1;
      });
      expect(await failed()).toEqual([{ error: 'full' }]);
    } finally {
      await rig.pool.query('drop trigger refuse on steps');
    }
    await rig.pool.query(`update starts set attempts = 0, lease_until = 'epoch'`);
    await rig.idle();
    expect(await started).toMatchObject({ answer: 'started' });
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });

  it('is asked for once, also when the reply about that is lost', async () => {
    const before = await rig.one<{ n: number }>('select count(*)::int as n from process_instances');
    const lost = proxy.loseReply('heavy-start-ask');
    const started = watched.engine.start({ definition: { processId: 'beginning' }, variables: { count: MUCH } });
    await lost;
    await rig.idle();
    expect(await started).toMatchObject({ answer: 'started' });
    expect(await rig.all('select 1 from starts')).toEqual([]);
    expect(await rig.one<{ n: number }>('select count(*)::int as n from process_instances')).toEqual({
      n: before.n + 1,
    });
  });

  it('keeps the order of its variables', async () => {
    const started = begin({ zebra: 1, count: MUCH, apple: { z: 1, a: 2 } });
    await until(async () => (await rig.all(`select 1 from starts where kind = 'asked'`)).length === 1);
    await rig.idle();
    const answer = await started;
    if (answer.answer !== 'started') throw new Error(answer.reason);
    const seen = await api.engine.visibleVariables(answer.processInstanceKey);
    expect(Object.keys(seen!).slice(0, 3)).toEqual(['zebra', 'count', 'apple']);
    expect(JSON.stringify(seen!['apple'])).toBe('{"z":1,"a":2}');
  });

  it('is given back when the rights of its caller have changed', async () => {
    await rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:late', 1)`);
    const by = { rights: [{ subject: 'user:late', epoch: 0 }] };
    const started = api.engine.start({ definition: { processId: 'beginning' }, variables: { count: MUCH } }, by);
    await expect(started).rejects.toMatchObject({ name: 'StaleCallerError' });
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });
});
