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
import type { Store } from '../../desk/index.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const SECONDS = 12;
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
    build(
      {
        elements: [start(), service('work'), receive('hear', 'news', '=key'), end()],
        flows: ['start -> work -> hear -> end'],
      },
      'child',
    ),
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

let seed = 1;
const chance = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
const KEYS = ['a', 'b', 'c'];
const some = <T>(list: readonly T[]): T => list[chance(list.length)]!;

/** Something that may be asked of the engine, of some instance. */
async function anything(store: Store): Promise<void> {
  const { engine } = store;
  const rows = await rig.all<{ number: string }>(
    `select number from process_instances where status = 'active' order by number desc limit 12`,
  );
  const instance = rows.length === 0 ? undefined : some(rows).number;
  const keyIn = async (table: string): Promise<bigint | undefined> => {
    const found = await rig.all<{ key: string }>(
      `select key from ${table} where instance = $1 and state = 'open'`,
      instance,
    );
    return found.length === 0 ? undefined : BigInt(some(found).key);
  };
  const [job, task] = [await keyIn('jobs'), await keyIn('user_tasks')];
  const complete = () => engine.completeJob(job!, {});
  const publish = (name: string) =>
    engine.publish({ name, correlationKey: some(KEYS), variables: {}, timeToLive: some([0, 500]) });
  const choices: (() => Promise<unknown>)[] = [
    () => engine.start({ definition: { processId: 'parent' }, variables: { key: some(KEYS) } }),
    ...['news', 'news', 'note', 'stop'].map((name) => () => publish(name)),
    ...(instance === undefined
      ? []
      : [
          () => engine.setVariables(processInstanceKey(BigInt(instance)), { a: chance(9) }, true),
          () => engine.cancel(processInstanceKey(BigInt(instance))),
          () => rig.deliver(BigInt(instance), 'variables.set', { scope: 'e1', local: true, variables: { b: 1 } }),
          () => store.lanes.advance(instance),
          () => store.outbox.clear(instance),
        ]),
    ...(job === undefined
      ? []
      : [
          complete,
          complete,
          complete,
          () => engine.failJob(job, { retries: 1, message: '', backOffMs: 0, variables: {} }),
        ]),
    ...(task === undefined ? [] : [() => engine.completeTask(task, {}), () => engine.assignTask(task, 'anna', true)]),
    () => engine.activateJobs({ type: 'work', worker: 'w', timeout: 1, maxJobs: 5 }),
    () => store.startRows.take(10),
    () => store.workerBacklog.inboxes(10),
    () => store.workerBacklog.correlations(),
    () => store.outbox.lease(10),
    () => rig.pool.query('select set_clock(null)'),
  ];
  await some(choices)();
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
  it('never wait for each other in a circle, whatever is asked at the same time', async () => {
    const until = performance.now() + SECONDS * 1_000;
    const failed: unknown[] = [];
    let done = 0;
    const work = async (store: Store): Promise<void> => {
      while (performance.now() < until) {
        await anything(store).catch((error: unknown) => failed.push(error));
        done += 1;
      }
    };
    await Promise.all(stores.flatMap((store) => [work(store), work(store), work(store)]));
    expect(failed).toEqual([]);
    expect(done).toBeGreaterThan(200);
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
