import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      { elements: [start(), service('work'), user('check'), end()], flows: ['start -> work -> check -> end'] },
      'working',
    ),
    build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'checking'),
  );
});
afterAll(() => rig.close());

const ACCEPT = `select number, refusal from accept_input($1, $2, $3, now(), $4, $5)`;

interface Accepted {
  readonly number: number | null;
  readonly refusal: string | null;
}

const accept = (instance: bigint, kind: string, content: object, about: { job?: bigint; task?: bigint } = {}) =>
  rig.one<Accepted>(ACCEPT, instance, kind, JSON.stringify(content), about.job ?? null, about.task ?? null);

const note = (instance: bigint, i: number) =>
  accept(instance, 'variables.set', { scope: 'e1', local: true, variables: { [`v${i}`]: i } });

/** A fresh instance with its open job. */
async function working() {
  const instance = await rig.start('working');
  const { key, wait } = await rig.one<{ key: string; wait: string }>(
    'select key, wait from jobs where instance = $1',
    instance,
  );
  const complete = (variables = {}) =>
    accept(instance, 'job.completed', { key: wait, variables }, { job: BigInt(key) });
  return { instance, job: BigInt(key), wait, complete };
}

/** A fresh instance with its open task. */
async function checking() {
  const instance = await rig.start('checking');
  const { key } = await rig.one<{ key: string }>('select key from user_tasks where instance = $1', instance);
  return { instance, task: BigInt(key) };
}

const numbers = async (instance: bigint) =>
  (await rig.all<{ number: number }>('select number from inputs where instance = $1 order by number', instance)).map(
    ({ number }) => number,
  );

describe('accepting an input', () => {
  it('gives numbers in the order of commits: whoever sees one sees all before it', async () => {
    const { instance } = await working();
    let writing = true;
    const readings: number[][] = [];
    const read = async () => {
      while (writing) readings.push(await numbers(instance));
    };
    const write = async (lane: number) => {
      for (let i = 0; i < 25; i++) await note(instance, lane * 100 + i);
    };
    const reading = read();
    await Promise.all([1, 2, 3, 4, 5, 6].map(write));
    writing = false;
    await reading;

    expect(await numbers(instance)).toHaveLength(151);
    expect(readings.length).toBeGreaterThan(3);
    for (const reading of readings) expect(reading).toEqual([...reading.keys()]);
  });

  it('leaves no gap when its transaction is rolled back', async () => {
    const { instance } = await working();
    const client = await rig.pool.connect();
    await client.query('begin');
    await client.query(ACCEPT, [instance, 'cancel', '{}', null, null]);
    await client.query('rollback');
    client.release();
    expect(await note(instance, 1)).toEqual({ number: 1, refusal: null });
  });

  it('takes the same answer once, however often and however many at a time it comes', async () => {
    const { instance, complete } = await working();
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete({ a: 1 })));
    expect(new Set(answers.map(({ number }) => number))).toEqual(new Set([1]));
    expect(await numbers(instance)).toEqual([0, 1]);
  });

  it('refuses a second answer that carries something else than the first', async () => {
    const { instance, job, complete } = await working();
    await complete({ approved: false });
    expect(await complete({ approved: true })).toEqual({ number: null, refusal: 'closed:answered' });
    expect(await complete({ approved: false })).toEqual({ number: 1, refusal: null });
    expect(await numbers(instance)).toEqual([0, 1]);
    expect(await rig.store.engine.completeJob(job, { approved: true })).toMatchObject({
      answer: 'refused',
      code: 'wrong-state',
      reason: expect.stringMatching(/has been answered already/),
    });
  });

  it('refuses another answer to a job that is being answered', async () => {
    const { instance, job, wait, complete } = await working();
    await complete();
    expect(await accept(instance, 'job.failed', { key: wait, message: '' }, { job })).toEqual({
      number: null,
      refusal: 'closed:answered',
    });
  });

  it('refuses an answer to a job that is closed', async () => {
    const { complete } = await working();
    await complete();
    await rig.hosts.drain();
    expect(await complete()).toEqual({ number: null, refusal: 'closed:completed' });
  });

  it('refuses answers to jobs, tasks and instances that there never were', async () => {
    const { instance } = await working();
    const nothing = { number: null, refusal: 'not-found' };
    expect(await accept(instance, 'job.completed', { key: 'j9' }, { job: 9n })).toEqual(nothing);
    expect(await accept(instance, 'task.completed', { key: 'u9' }, { task: 9n })).toEqual(nothing);
    expect(await accept(1n << 39n, 'cancel', {})).toEqual(nothing);
  });

  it('refuses everything once the instance has ended', async () => {
    const { instance, complete } = await working();
    await accept(instance, 'cancel', {});
    await rig.hosts.drain();
    expect(await note(instance, 1)).toEqual({ number: null, refusal: 'ended' });
    expect(await complete()).toEqual({ number: null, refusal: 'closed:cancelled' });
  });

  it('mends texts that Postgres does not store, in what is answered and in what comes of it', async () => {
    const { instance, job } = await working();
    const half = '\ud83d';
    const answer = rig.store.engine.throwJobError(job, { code: half, message: `cut ${half}`, variables: { a: half } });
    await until(async () => (await numbers(instance)).length === 2);
    await rig.hosts.drain();
    expect(await answer).toEqual({ answer: 'applied' });
    expect(await rig.one('select error_code, error_message from jobs where key = $1', job)).toEqual({
      error_code: '\ufffd',
      error_message: 'cut \ufffd',
    });
    const [assigned] = await rig.deploy(
      build(
        { elements: [start(), user('check', { task: { assignee: '=who' } }), end()], flows: ['start -> check -> end'] },
        'assigned',
      ),
    );
    const other = await rig.start(assigned!.processId, { who: half });
    expect(await rig.one('select assignee from user_tasks where instance = $1', other)).toEqual({ assignee: '\ufffd' });
  });

  it('takes a completion of a task once and refuses the next one', async () => {
    const { instance, task } = await checking();
    const wait = (await rig.one<{ wait: string }>('select wait from user_tasks where key = $1', task)).wait;
    const complete = () => accept(instance, 'task.completed', { key: wait, variables: {} }, { task });
    expect(await Promise.all([complete(), complete()])).toEqual([
      { number: 1, refusal: null },
      { number: 1, refusal: null },
    ]);
    await rig.hosts.drain();
    expect(await complete()).toEqual({ number: null, refusal: 'closed:completed' });
  });
});

describe('a command', () => {
  it('is accepted when its commit does not come in time', async () => {
    const { job } = await working();
    expect(await rig.store.engine.completeJob(job, {})).toEqual({ answer: 'accepted' });
  });

  it('is lost when something that was accepted before it has overtaken it', async () => {
    const { instance, job } = await working();
    await accept(instance, 'cancel', {});
    const answer = rig.store.engine.completeJob(job, {});
    await until(async () => (await numbers(instance)).length === 3);
    await rig.hosts.drain();
    expect(await answer).toMatchObject({ answer: 'lost' });
  });

  it('is refused with a reason that names what was asked for', async () => {
    const { instance } = await working();
    const answer = rig.store.engine.setVariables(processInstanceKey(instance) + 70n, { a: 1 }, true);
    await until(async () => (await numbers(instance)).length === 2);
    await rig.hosts.drain();
    expect(await answer).toEqual({
      answer: 'refused',
      code: 'not-found',
      reason: `There is no element instance ${(instance << 23n) | 71n}.`,
    });
  });

  it('answers after the commit that consumed it, so that the next read sees it', async () => {
    rig.hosts.run();
    for (let round = 0; round < 20; round++) {
      const { instance, job } = await working();
      expect(await rig.store.engine.completeJob(job, { round })).toEqual({ answer: 'applied' });
      const [task] = await rig.store.prisma.userTask.findMany({ where: { instance, state: 'open' } });
      expect(await rig.store.engine.visibleVariables(processInstanceKey(instance))).toEqual({ round });
      expect(await rig.store.engine.completeTask(task!.key, {})).toEqual({ answer: 'applied' });
      expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
        status: 'completed',
      });
    }
  });

  it('answers to another process than the one that commits', async () => {
    const { job } = await working();
    expect(await rig.another().engine.completeJob(job, {})).toEqual({ answer: 'applied' });
  });
});
