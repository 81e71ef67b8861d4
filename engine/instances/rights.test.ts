import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, parallel, service, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { processInstanceKey, type Actor, type Engine, type EntityKey } from '../index.js';
import { createInbox } from './inbox.js';
import { newToken } from './token.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store on whose way to the database something can be done. */
let store: Store;
beforeAll(async () => {
  ({ rig, proxy, watched: store } = suite());
  await rig.deploy(
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          user('act'),
          service('work'),
          service('broken', { jobType: '=kind' }),
          end(),
        ],
        flows: ['start -> fork', ...['act', 'work', 'broken'].map((id) => `fork -> ${id} -> end`)],
      },
      'acting',
    ),
  );
});

const TABLES = [
  'process_instances',
  'steps',
  'inputs',
  'jobs',
  'user_tasks',
  'messages',
  'starts',
  'incidents',
  'variables',
];
/** Everything that is stored, in short. */
const stored = async (): Promise<string> => {
  const hashes = TABLES.map((table) => `(select md5(string_agg(t::text, '' order by t::text)) from ${table} t)`);
  return JSON.stringify(await rig.one(`select array[${hashes.join(', ')}] as stored`));
};

interface Keys {
  readonly instance: EntityKey;
  readonly task: EntityKey;
  readonly job: EntityKey;
  readonly incident: EntityKey;
}
async function begin(): Promise<Keys> {
  const number = await rig.start('acting');
  const keyIn = async (table: string, element: string): Promise<EntityKey> => {
    const text = `select key from ${table} where instance = $1 and element_id = $2`;
    return BigInt((await rig.one<{ key: string }>(text, number, element)).key);
  };
  const task = await keyIn('user_tasks', 'act');
  await rig.store.engine.assignTask(task, 'boris', true);
  return {
    instance: processInstanceKey(number),
    task,
    job: await keyIn('jobs', 'work'),
    incident: await keyIn('incidents', 'broken'),
  };
}

const failure = { retries: 2, message: 'no', backOffMs: 0, variables: {} };
const message = { name: 'said', correlationKey: 'k', variables: {}, timeToLive: 60_000 };
const TASK_CHANGE = 'from user_tasks t where t.key = $1';
const JOB_CHANGE = 'from jobs j where j.key = $1';

/** What may be asked for, and the statement that it takes effect by (its name, or the end of its text). */
const asked: readonly (readonly [
  what: string,
  statement: string,
  (e: Engine, k: Keys, by: Actor) => Promise<unknown>,
])[] = [
  ['a start', 'commit-steps', (e, _k, by) => e.start({ definition: { processId: 'acting' }, variables: {} }, by)],
  ['the completion of a task', 'commit-steps', (e, { task }, by) => e.completeTask(task, {}, by)],
  ['the completion of a job', 'commit-steps', (e, { job }, by) => e.completeJob(job, {}, by)],
  [
    'an error of a job',
    'commit-steps',
    (e, { job }, by) => e.throwJobError(job, { code: 'E', message: '', variables: {} }, by),
  ],
  ['the last failure of a job', 'commit-steps', (e, { job }, by) => e.failJob(job, { ...failure, retries: 0 }, by)],
  ['a failure of a job', JOB_CHANGE, (e, { job }, by) => e.failJob(job, failure, by)],
  ['new retries', JOB_CHANGE, (e, { job }, by) => e.updateJob(job, { retries: 5 }, by)],
  ['variables', 'commit-steps', (e, { instance }, by) => e.setVariables(instance, { a: 1 }, true, by)],
  ['the retry of an incident', 'commit-steps', (e, { incident }, by) => e.resolveIncident(incident, by)],
  ['a cancellation', 'commit-steps', (e, { instance }, by) => e.cancel(instance, by)],
  [
    'an activation',
    'activate-jobs',
    (e, _k, by) => e.activateJobs({ type: 'work', worker: 'w', timeout: 9_000, maxJobs: 1 }, by),
  ],
  ['an assignment', TASK_CHANGE, (e, { task }, by) => e.assignTask(task, 'anna', true, by)],
  ['giving a task back', TASK_CHANGE, (e, { task }, by) => e.unassignTask(task, by)],
  ['a change of a task', TASK_CHANGE, (e, { task }, by) => e.updateTask(task, { priority: 3 }, by)],
  ['a message', 'publish-message', (e, _k, by) => e.publish(message, by)],
];

let subjects = 0;
describe('rights that change between being read and being relied on', () => {
  it.each(asked)(
    'let %s not through, and nothing of it is stored; with the new ones it is',
    async (_what, statement, ask) => {
      const keys = await begin();
      // Remembered heads are as good as fresh ones.
      await store.engine.setVariables(keys.instance, { kind: 1 }, true);
      const subject = `user:${++subjects}`;
      const by = (epoch: number): Actor => ({ name: subject, rights: [{ subject, epoch }] });
      let before = '';
      void proxy.before(statement, async () => {
        await rig.pool.query('insert into rights_epochs (subject, epoch) values ($1, 1)', [subject]);
        before = await stored();
      });
      await expect(ask(store.engine, keys, by(0))).rejects.toMatchObject({ name: 'StaleCallerError' });
      expect(await stored()).toBe(before);
      await ask(store.engine, keys, by(1));
      expect(await stored()).not.toBe(before);
    },
  );

  it('are those of all whose rights are relied on', async () => {
    const { instance } = await begin();
    await rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:one', 3), ('key:two', 4)`);
    const set = (two: number) =>
      store.engine.setVariables(instance, { a: 1 }, true, {
        rights: [
          { subject: 'user:one', epoch: 3 },
          { subject: 'key:two', epoch: two },
        ],
      });
    await expect(set(3)).rejects.toMatchObject({ name: 'StaleCallerError' });
    expect(await set(4)).toEqual({ answer: 'applied' });
  });
});

describe('a command that is in the inbox', () => {
  it('is rejected when the rights of who gave it have changed by the time it is stepped', async () => {
    const { instance } = await begin();
    const number = instance >> 23n;
    await rig.pool.query('update inboxes set heavy = true where instance = $1', [number]);
    const by = { name: 'anna', rights: [{ subject: 'user:leaving', epoch: 0 }] };
    const fresh = rig.another();
    const answer = fresh.engine.setVariables(instance, { a: 1 }, true, by);
    await until(
      async () => (await rig.all('select 1 from inputs where instance = $1 and outcome is null', number)).length === 1,
    );
    await rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:leaving', 1)`);
    await rig.idle();
    expect(await answer).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(await rig.one('select outcome, reason from inputs where instance = $1 and number = 1', number)).toEqual({
      outcome: 'rejected',
      reason: 'the rights of who gave it have changed meanwhile',
    });
  });

  it('is rejected also when they change between being read and the commit', async () => {
    const { instance } = await begin();
    const number = instance >> 23n;
    const fact = { type: 'variables.set' as const, scope: 'e1' as const, local: true, variables: { a: 1 } };
    const callers = [{ subject: 'user:just leaving', epoch: 0 }];
    await createInbox(rig.pool).accept(number.toString(), {
      commands: [{ fact, at: Date.now(), token: newToken(), givenBy: 'anna', callers }],
      ...{ tried: [], heavy: false },
    });
    const changed = proxy.before('commit-steps', () =>
      rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:just leaving', 1)`),
    );
    await store.lanes.advance(number.toString());
    await changed;
    expect(await rig.all('select outcome from inputs where instance = $1 and number > 0', number)).toEqual([
      { outcome: 'rejected' },
    ]);
  });
});
