import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  parallel,
  pass,
  service,
  start,
  timerBoundary,
  timerCatch,
  timerStart,
  user,
} from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

/** A Friday evening. */
const FRIDAY = new Date('2025-10-03T18:00:00Z');
const MONDAY = new Date('2025-10-06T09:00:00Z');
const after = (from: Date, ms: number) => new Date(from.getTime() + ms);
const HOUR = 3_600_000;

let rig: TestStore;
// Before the suite's own checks.
afterEach(async () => {
  await rig.pool.query(`select deliver(number, 'cancel', '{}', now()) from process_instances where status = 'active'`);
});
const suite = engineSuite({ testClock: true, verify: 'each' });
beforeAll(async () => {
  ({ rig } = suite());
  await rig.store.engine.clock.pin(FRIDAY);
  await rig.deploy(
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'),
    build(
      {
        elements: [start(), timerCatch('first', 'PT2H'), timerCatch('second', 'PT3H'), user('check'), end()],
        flows: ['start -> first -> second -> check -> end'],
      },
      'pausing',
    ),
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          timerCatch('late', 'PT3H'),
          timerCatch('soon', 'PT1H'),
          timerCatch('same', 'PT1H'),
          pass('a'),
          pass('b'),
          pass('c'),
          end(),
        ],
        flows: ['start -> fork', 'fork -> late -> a -> end', 'fork -> soon -> b -> end', 'fork -> same -> c -> end'],
      },
      'forking',
    ),
    build(
      {
        elements: [
          start(),
          user('answer'),
          timerBoundary('remind', 'answer', 'R/PT24H', false),
          user('call'),
          timerBoundary('limit', 'answer', 'P3D'),
          end(),
        ],
        flows: ['start -> answer -> end', 'remind -> call', 'limit -> end'],
      },
      'reminding',
    ),
  );
});

const clock = () => rig.store.engine.clock;
const now = async () => (await clock().now()).toISOString();

/** When elements were entered, in the order of the journal. */
async function entered(instance: bigint, ...elements: readonly string[]): Promise<[string, string][]> {
  const rows = await rig.all<{ element_id: string; started_at: Date }>(
    'select element_id, started_at from element_instances where instance = $1 and element_id = any ($2) order by key',
    instance,
    elements,
  );
  return rows.map(({ element_id, started_at }) => [element_id, started_at.toISOString()]);
}

describe('a pinned clock', () => {
  it('is the same for everything that happens while it is pinned', async () => {
    expect(await now()).toBe(FRIDAY.toISOString());
    const instance = await rig.start('pausing');
    expect(await rig.one('select started_at from process_instances where number = $1', instance)).toEqual({
      started_at: FRIDAY,
    });
    expect(await rig.one('select due from timers where instance = $1', instance)).toEqual({
      due: after(FRIDAY, 2 * HOUR),
    });
    expect(await clock().pinned()).toEqual(FRIDAY);
  });

  it('moved over a weekend fires what is due on the way, each with the clock set to it', async () => {
    const instance = await rig.start('pausing');
    const begun = await clock().now();
    expect(await clock().pin(MONDAY)).toEqual({ answer: 'applied' });
    expect(await now()).toBe(MONDAY.toISOString());
    expect(await entered(instance, 'first', 'second', 'check')).toEqual([
      ['first', begun.toISOString()],
      ['second', after(begun, 2 * HOUR).toISOString()],
      ['check', after(begun, 5 * HOUR).toISOString()],
    ]);
  });

  it('fires by due instant, and by key where that is the same', async () => {
    const instance = await rig.start('forking');
    const begun = await clock().now();
    await clock().pin(after(begun, 4 * HOUR));
    expect(await entered(instance, 'a', 'b', 'c')).toEqual([
      ['b', after(begun, HOUR).toISOString()],
      ['c', after(begun, HOUR).toISOString()],
      ['a', after(begun, 3 * HOUR).toISOString()],
    ]);
  });

  it('fires those of several instances in one order', async () => {
    const [first, second] = [await rig.start('forking'), await rig.start('forking')];
    await clock().pin(after(await clock().now(), 2 * HOUR));
    const fired = await rig.all<{ instance: string }>(
      `select s.instance from steps s, json_array_elements(s.inputs) i
       where i->>'kind' = 'timer.fired' and s.instance = any ($1) order by s.xmin::text::bigint`,
      [first, second],
    );
    expect(fired.map(({ instance }) => instance)).toEqual([first, first, second, second].map(String));
  });

  it('lets a cycle come round as often as it fits, and the limit end it', async () => {
    const instance = await rig.start('reminding');
    const begun = await clock().now();
    await clock().pin(after(begun, 71 * HOUR));
    expect(await entered(instance, 'call')).toEqual([
      ['call', after(begun, 24 * HOUR).toISOString()],
      ['call', after(begun, 48 * HOUR).toISOString()],
    ]);
    await clock().pin(after(begun, 72 * HOUR));
    expect(
      await rig.all(
        `select 1 from user_tasks where instance = $1 and element_id = 'answer' and state = 'open'`,
        instance,
      ),
    ).toEqual([]);
  });

  it('refuses to go back while an instance is active', async () => {
    await rig.start('working');
    const at = await now();
    expect(await clock().pin(FRIDAY)).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(await now()).toBe(at);
  });

  it('goes back when none is', async () => {
    expect(await clock().pin(FRIDAY)).toEqual({ answer: 'applied' });
    expect(await now()).toBe(FRIDAY.toISOString());
  });

  it('never goes back on the way: what was due before it is entered fires at once, as of now', async () => {
    const begun = await clock().now();
    const past = after(begun, 2 * HOUR).toISOString();
    await rig.deploy(
      build(
        {
          elements: [start(), timerCatch('long', 'PT5H'), timerCatch('over', past), user('check'), end()],
          flows: ['start -> long -> over -> check -> end'],
        },
        'overdue',
      ),
      build({ elements: [timerStart('once', past), user('do'), end()], flows: ['once -> do -> end'] }, 'begunLate'),
    );
    const instance = await rig.start('overdue');
    // A start that is due in the past by the time it is looked for.
    await rig.pool.query(`update timer_starts set due = $1, request = $2 where process_id = 'begunLate'`, [
      after(begun, -HOUR),
      JSON.stringify({ kind: 'date', value: after(begun, -HOUR).toISOString(), from: begun.getTime() }),
    ]);
    await clock().pin(after(begun, 240 * HOUR));
    expect(await entered(instance, 'long', 'over', 'check')).toEqual([
      ['long', begun.toISOString()],
      ['over', after(begun, 5 * HOUR).toISOString()],
      ['check', after(begun, 5 * HOUR).toISOString()],
    ]);
    expect(await rig.one(`select started_at from process_instances where process_id = 'begunLate'`)).toEqual({
      started_at: begun,
    });
  });

  it('ends waits before the next attempt of a job, and no lock: those go by the time of Postgres', async () => {
    const instance = await rig.start('working');
    const activate = () => rig.store.engine.activateJobs({ type: 'work', worker: 'w', timeout: 60_000, maxJobs: 1 });
    const [job] = await activate();
    expect(await activate()).toEqual([]);
    await clock().pin(after(await clock().now(), 24 * HOUR));
    expect(await activate()).toEqual([]);

    await rig.store.engine.failJob(job!.key, { retries: 2, message: 'no', backOffMs: 5_000, variables: {} });
    expect(await activate()).toEqual([]);
    await clock().pin(after(await clock().now(), 5_000));
    expect(await activate()).toMatchObject([{ key: job!.key, retries: 2 }]);
    expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
      status: 'active',
    });
  });

  it('does not wait for jobs of outside workers', async () => {
    await rig.start('working');
    expect(await clock().pin(after(await clock().now(), HOUR))).toEqual({ answer: 'applied' });
  });

  it('fires timer starts of definitions among the timers of instances', async () => {
    await rig.deploy(
      build(
        { elements: [timerStart('daily', 'R3/PT24H'), user('clean'), end()], flows: ['daily -> clean -> end'] },
        'cleaning',
      ),
    );
    const begun = await clock().now();
    await clock().pin(after(begun, 100 * HOUR));
    const started = await rig.all<{ started_at: Date }>(
      `select started_at from process_instances where process_id = 'cleaning' order by number`,
    );
    expect(started.map(({ started_at }) => started_at)).toEqual(
      [24, 48, 72].map((hours) => after(begun, hours * HOUR)),
    );
    expect(await rig.all('select 1 from timer_starts')).toEqual([]);
  });

  it('fires what is due by it without another move: timers of commands, and in turn those behind them', async () => {
    await rig.deploy(
      build(
        {
          elements: [
            start(),
            timerCatch('past', '2020-01-01T00:00:00Z'),
            user('work'),
            timerCatch('none', 'PT0S'),
            timerCatch('late', 'PT1H'),
            end(),
          ],
          flows: ['start -> past -> work -> none -> late -> end'],
        },
        'dueNow',
      ),
    );
    const instance = await rig.start('dueNow');
    const begun = (await clock().now()).toISOString();
    expect(await entered(instance, 'past', 'work')).toEqual([
      ['past', begun],
      ['work', begun],
    ]);
    const task = await rig.one<{ key: string }>('select key from user_tasks where instance = $1', instance);
    await rig.store.engine.completeTask(BigInt(task.key), {});
    expect(await entered(instance, 'none', 'late')).toEqual([
      ['none', begun],
      ['late', begun],
    ]);
  });

  it('starts what is due by it when it is deployed, once for all turns that were missed, then on the grid', async () => {
    const cycle = (elements: string) =>
      rig.deploy(build({ elements: [timerStart('every', elements), end()], flows: ['every -> end'] }, 'grid'));
    const starts = async () =>
      (
        await rig.all<{ at: Date }>(
          `select started_at as at from process_instances where process_id = 'grid' order by number`,
        )
      ).map(({ at }) => at);
    const begun = await clock().now();
    await cycle('R3/2022-04-27T17:20:30+03:00/PT10M');
    expect(await starts()).toEqual([begun]);
    const [next] = await rig.all<{ due: Date }>(`select due from timer_starts where process_id = 'grid'`);
    expect(next!.due > begun && next!.due.getTime() - begun.getTime() <= HOUR / 6).toBe(true);
    expect((next!.due.getTime() - Date.parse('2022-04-27T17:20:30+03:00')) % (HOUR / 6)).toBe(0);
    await clock().pin(after(begun, 5 * HOUR));
    expect(await starts()).toEqual([begun, next!.due, after(next!.due, HOUR / 6)]);
    await cycle('R1/2022-04-27T17:20:30Z/P1M');
    expect(await starts()).toHaveLength(4);
    expect(await rig.all(`select 1 from timer_starts where process_id = 'grid'`)).toEqual([]);
  });

  it('runs again when it is reset: timers go on from where they stand', async () => {
    const instance = await rig.start('pausing');
    expect(await clock().reset()).toEqual({ answer: 'applied' });
    expect(await clock().pinned()).toBeNull();
    expect(Math.abs((await clock().now()).getTime() - Date.now())).toBeLessThan(5_000);
    expect(
      await rig.one('select tell_at <= clock_timestamp() as told from process_instances where number = $1', instance),
    ).toEqual({ told: true });
  });
});

describe('without test mode', () => {
  it('the clock can be read, not moved', async () => {
    const real = await openTestStore();
    const { clock } = real.store.engine;
    expect(await clock.pin(FRIDAY)).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(await clock.reset()).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(await clock.pinned()).toBeNull();
    await real.close();
  });
});

describe('commands', () => {
  it('carry the instant of the clock', async () => {
    await clock().pin(after(new Date(), HOUR));
    const instance = await rig.start('working');
    const at = await clock().now();
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    expect(await rig.one('select at from inputs where instance = $1 and number = 1', instance)).toEqual({ at });
  });
});
