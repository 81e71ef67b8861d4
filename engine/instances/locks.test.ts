import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  call,
  end,
  messageBoundary,
  messageStart,
  ownActivity,
  parallel,
  receive,
  service,
  start,
  timerBoundary,
  user,
} from '../../bpmn/test-support/elements.js';
import { Random } from '../../bpmn/test-support/random.js';
import type { Store } from '../../desk/index.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const child = build(
  {
    elements: [start(), service('work'), receive('hear', 'news', '=key'), end()],
    flows: ['start -> work -> hear -> end'],
  },
  'child',
);
let rig: TestStore;
let stores: Store[];
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      {
        elements: [
          ...[
            start(),
            parallel('fork'),
            service('work'),
            user('act'),
            receive('hear', 'news', '=key'),
            ownActivity('robot'),
          ],
          ...[receive('more', 'news', '=key'), call('call', 'child'), timerBoundary('late', 'call', 'PT0.2S'), end()],
          ...[messageBoundary('note', 'act', 'note', '=key', false), messageBoundary('stop', 'call', 'stop', '=key')],
        ],
        flows: [
          ...['start -> fork', 'late -> end', 'note -> end', 'stop -> end'],
          ...['act', 'hear', 'robot', 'call'].map((id) => `fork -> ${id} -> end`),
          'fork -> work -> more -> end',
        ],
      },
      'parent',
    ),
    child,
    build(
      { elements: [messageStart('begin', 'news'), service('work'), end()], flows: ['begin -> work -> end'] },
      'by news',
    ),
    build(
      { elements: [messageStart('begin', 'note'), service('work'), end()], flows: ['begin -> work -> end'] },
      'by note',
    ),
  );
  const { name } = await rig.one<{ name: string }>('select current_database() as name');
  await rig.pool.query(`alter database ${name} set deadlock_timeout = '50ms'`);
  // Transactions stay where they hold a row and have not yet asked for the next one.
  await rig.pool.query(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.002); return coalesce(new, old); end $$;
    create trigger linger before update of state on process_instances for each row execute function linger();
    create trigger linger before delete on starts for each row execute function linger();
    create trigger linger before insert on inputs for each row execute function linger();
    create trigger linger before update of state on jobs for each row execute function linger()`);
  stores = [rig.another(), rig.another(), rig.another({ worker: true })];
});
// What the commands have set off elsewhere is stepped to its end first.
afterAll(() => rig.close(), 120_000);

const seed = Number(process.env['ENGINE_RANDOM_SEED'] ?? Date.now() % 2 ** 31);
const KEYS = ['a', 'b', 'c'];
/** What each store does, in so many lanes, so often at least, and until everything has come to something. */
const LANES = 3;
const ROUNDS = 40;

type Doing = (() => Promise<unknown>) | undefined;

/** Everything that may be asked of the engine, of some instance; undefined where there is nothing to ask it of. */
async function everything(store: Store, random: Random): Promise<Readonly<Record<string, Doing>>> {
  const { engine, outbox, workerBacklog } = store;
  const rows = await rig.all<{ number: string; workflow_id: string | null }>(
    `select number, workflow_id from process_instances where status = 'active' order by number desc limit 12`,
  );
  const { number, workflow_id: workflow = null } = rows.length === 0 ? {} : random.pick(rows);
  const keyIn = async (table: string, state: string): Promise<bigint | undefined> => {
    const found = await rig.all<{ key: string }>(
      `select key from ${table} where instance = $1 and state = $2`,
      number ?? '0',
      state,
    );
    return found.length === 0 ? undefined : BigInt(random.pick(found).key);
  };
  const [job, task] = [await keyIn('jobs', 'open'), await keyIn('user_tasks', 'open')];
  const incident = await keyIn('incidents', 'active');
  const of = <T>(subject: T | null | undefined, doing: (subject: T) => Promise<unknown>): Doing =>
    subject === undefined || subject === null ? undefined : () => doing(subject);
  const instance = number === undefined ? undefined : BigInt(number);
  const publish = (name: string) => () =>
    engine.publish({ name, correlationKey: random.pick(KEYS), variables: {}, timeToLive: random.pick([0, 500]) });
  const fail = (retries: number) => of(job, (key) => engine.failJob(key, { ...failure, retries }));
  return {
    start: () => engine.start({ definition: { processId: 'parent' }, variables: { key: random.pick(KEYS) } }),
    'publish news': publish('news'),
    'publish more news': publish('news'),
    'publish a note': publish('note'),
    'publish a stop': publish('stop'),
    'set variables': of(instance, (one) => engine.setVariables(processInstanceKey(one), { a: random.below(9) }, true)),
    cancel: of(instance, (one) => engine.cancel(processInstanceKey(one))),
    deliver: of(instance, (one) => rig.deliver(one, 'variables.set', { ...scope, variables: { b: 1 } })),
    'step the inbox': of(number, (one) => store.lanes.advance(one)),
    'advance for the workflow': of(number, (one) => store.advance(one, [], [])),
    'forget to tell': of(number, (one) => outbox.clear(one)),
    'tell now': of(number, (one) => outbox.tellNow(one)),
    'next workflow': of(workflow, (id) => outbox.nextWorkflow(number!, id)),
    'complete a job': of(job, (key) => engine.completeJob(key, {})),
    'complete another job': of(job, (key) => engine.completeJob(key, {})),
    'fail a job': fail(1),
    'fail a job for good': fail(0),
    'throw an error': of(job, (key) => engine.throwJobError(key, { code: 'E', message: '', variables: {} })),
    'update a job': of(job, (key) => engine.updateJob(key, { retries: 3 })),
    'complete a task': of(task, (key) => engine.completeTask(key, {})),
    'assign a task': of(task, (key) => engine.assignTask(key, 'anna', true)),
    'give a task back': of(task, (key) => engine.unassignTask(key)),
    'update a task': of(task, (key) => engine.updateTask(key, { priority: random.below(9) })),
    'resolve an incident': of(incident, (key) => engine.resolveIncident(key)),
    'activate jobs': () => engine.activateJobs({ type: 'work', worker: 'w', timeout: 1, maxJobs: 5 }),
    'ask for a start': () => rig.all(`select ask_start('child', null, '{"variables": {"key": "a"}}', now())`),
    'take starts': () => store.startRows.take(10),
    'take inboxes': () => workerBacklog.inboxes(10),
    'take correlations': () => workerBacklog.correlations(),
    'lease tells': () => outbox.lease(10),
    'sweep expired data': () => store.retention.sweep(0),
    'set the clock': () => rig.pool.query('select set_clock(null)'),
    deploy: () => rig.deploy(child),
  };
}
const failure = { message: '', backOffMs: 0, variables: {} };
const scope = { scope: 'e1', local: true };

/** Did it come to something? A command may be refused: somebody was faster. */
function cameToSomething(answered: unknown): boolean {
  const { answer } = (answered ?? {}) as { readonly answer?: string };
  return answer === undefined || ['applied', 'started', 'published'].includes(answer);
}

const deadlocks = async (): Promise<number> => {
  // A connection tells of its deadlocks when it ends, or after many seconds.
  await rig.all(
    `select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await rig.one('select pg_stat_force_next_flush()');
  const text = 'select deadlocks::int as n from pg_stat_database where datname = current_database()';
  return (await rig.one<{ n: number }>(text)).n;
};

describe('transactions of the engine', () => {
  it(`never wait for each other in a circle, whatever is asked at the same time (seed ${seed})`, async () => {
    const failed: unknown[] = [];
    const applied = new Map<string, number>();
    let names: readonly string[] = [];
    const missing = () => names.filter((name) => !applied.has(name));
    const work = async (store: Store, lane: number): Promise<void> => {
      const random = new Random(seed + lane);
      for (let round = 0; round < ROUNDS || (missing().length > 0 && failed.length === 0); round++) {
        const choices = await everything(store, random);
        names = Object.keys(choices);
        const possible = Object.entries(choices).filter(([, doing]) => doing !== undefined);
        // What has come to nothing yet goes first in the end.
        const wanted = round < ROUNDS ? possible : possible.filter(([name]) => !applied.has(name));
        const [name, doing] = random.pick(wanted.length === 0 ? possible : wanted);
        await doing!().then(
          (answer) => void (cameToSomething(answer) && applied.set(name, (applied.get(name) ?? 0) + 1)),
          (error: unknown) => void failed.push([name, error]),
        );
      }
    };
    const lanes = Array.from({ length: LANES * stores.length }, (_, lane) => lane);
    await Promise.all(lanes.map((lane) => work(stores[lane % stores.length]!, lane)));
    expect(failed).toEqual([]);
    expect(missing()).toEqual([]);
    await rig.idle();
    expect((await rig.store.verify()).faults).toEqual([]);
    expect(await deadlocks()).toBe(0);
  }, 120_000);

  it('would be counted if they did', async () => {
    const before = await deadlocks();
    const [one, two] = [await rig.pool.connect(), await rig.pool.connect()];
    for (const client of [one, two]) await client.query('begin');
    await one.query('select pg_advisory_xact_lock(1)');
    await two.query('select pg_advisory_xact_lock(2)');
    await Promise.allSettled([
      one.query('select pg_advisory_xact_lock(2)'),
      two.query('select pg_advisory_xact_lock(1)'),
    ]);
    for (const client of [one, two]) {
      await client.query('rollback');
      client.release();
    }
    expect(await deadlocks()).toBe(before + 1);
  });
});
