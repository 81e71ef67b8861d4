import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, ownActivity, parallel, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { processInstanceKey } from '../index.js';
import { openLosingProxy, type LosingProxy } from '../test-support/losing-proxy.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';
import { delayUntil, SHORTEST_MS } from './advance.js';

const HOUR = 3_600_000;
let rig: TestStore;
let proxy: LosingProxy;
/** The store of a worker, on whose way to the database something can be done. */
let worker: Store;
beforeAll(async () => {
  rig = await openTestStore();
  proxy = await openLosingProxy(rig.url);
  worker = rig.another({ worker: true, url: proxy.url });
  await worker.clock.refresh();
  await rig.deploy(
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          ownActivity('robot'),
          ownActivity('other'),
          timerCatch('pause', 'PT1H'),
          user('act'),
          end(),
        ],
        flows: ['start -> fork', ...['robot', 'other', 'pause', 'act'].map((id) => `fork -> ${id} -> end`)],
      },
      'everything',
    ),
    build(
      { elements: [start(), user('act'), timerCatch('pause', 'PT1H'), end()], flows: ['start -> act -> pause -> end'] },
      'later',
    ),
    build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'),
    build(
      {
        elements: [start(), timerCatch('pause', 'PT0.001S'), user('act'), end()],
        flows: ['start -> pause -> act -> end'],
      },
      'hasty',
    ),
  );
});
afterEach(async () => {
  expect((await rig.store.verify()).faults).toEqual([]);
});
afterAll(async () => {
  await rig.close();
  await proxy.close();
});

const advance = (
  instance: bigint,
  told: Parameters<Store['advance']>[1] = [],
  running: Parameters<Store['advance']>[2] = [],
) => worker.advance(instance.toString(), told, running);
const waits = async (instance: bigint) =>
  (
    await rig.all<{ wait: `a${number}` }>(
      'select wait from temporal_activities where instance = $1 order by key',
      instance,
    )
  ).map(({ wait }) => wait);
const act = async (instance: bigint): Promise<void> => {
  const { key } = await rig.one<{ key: string }>(
    `select key from user_tasks where instance = $1 and state = 'open'`,
    instance,
  );
  expect(await rig.store.engine.completeTask(BigInt(key), {})).toEqual({ answer: 'applied' });
};
/** In how many seconds the outbox looks at an instance. */
const looks = async (instance: bigint) =>
  (
    await rig.one<{ s: number | null }>(
      'select round(extract(epoch from tell_at - clock_timestamp()))::int as s from process_instances where number = $1',
      instance,
    )
  ).s;
const answer = (key: `a${number}`, result = {}) => ({ type: 'activity.completed', key, result }) as const;

describe('what a workflow is to keep for its instance', () => {
  it('is the earliest timer, as a delay, and the activities that do not run yet', async () => {
    const instance = await rig.start('everything');
    const [robot, other] = await waits(instance);
    const wanted = await advance(instance);
    expect(wanted).toMatchObject({ ended: false, activities: [robot, other], start: [{ key: robot }, { key: other }] });
    expect(wanted.delay).toBeGreaterThan(HOUR - 60_000);
    expect(wanted.delay).toBeLessThanOrEqual(HOUR);
    expect(wanted.details).toContain('user task act');
    expect((await advance(instance, [], [robot!])).start.map(({ key }) => key)).toEqual([other]);
  });

  it('is nothing when nothing waits: the outbox looks no more', async () => {
    const instance = await rig.start('acting');
    await rig.pool.query('update process_instances set tell_at = clock_timestamp() where number = $1', [instance]);
    expect(await advance(instance)).toMatchObject({ ended: false, delay: null, activities: [], start: [] });
    expect(await looks(instance)).toBeNull();
  });

  it('is over when the instance has ended or was never there', async () => {
    const instance = await rig.start('acting');
    await act(instance);
    expect(await advance(instance)).toMatchObject({ ended: true });
    expect(await advance(999_999n)).toMatchObject({ ended: true });
    expect(await looks(instance)).toBeNull();
  });

  it('fires what is due', async () => {
    const instance = await rig.start('hasty');
    const isDue = () =>
      rig.one<{ due: boolean }>('select due < clock_timestamp() as due from timers where instance = $1', instance);
    await until(async () => (await isDue()).due);
    await advance(instance);
    expect(await rig.all('select element_id from user_tasks where instance = $1', instance)).toEqual([
      { element_id: 'act' },
    ]);
  });

  it('is no shorter timer than Temporal is asked for', () => {
    expect(delayUntil(1_000, 1_000 - HOUR)).toBe(HOUR);
    expect(delayUntil(1_000, 970)).toBe(SHORTEST_MS);
    expect(delayUntil(1_000, 5_000)).toBe(SHORTEST_MS);
  });
});

describe('the outbox looks again', () => {
  it('a minute after the earliest timer is due', async () => {
    const instance = await rig.start('later');
    await act(instance);
    await advance(instance);
    expect(await looks(instance)).toBeGreaterThan(3_600);
    expect(await looks(instance)).toBeLessThanOrEqual(3_660);
  });

  it('within ten minutes while an activity runs', async () => {
    const instance = await rig.start('everything');
    await advance(instance);
    expect(await looks(instance)).toBeLessThanOrEqual(600);
    expect(await looks(instance)).toBeGreaterThan(590);
  });

  it('at what was set meanwhile: then the workflow gets the newer state', async () => {
    const instance = await rig.start('later');
    const moved = proxy.before('set-tell', () => act(instance));
    const wanted = await advance(instance);
    await moved;
    expect(wanted.delay).toBeGreaterThan(HOUR - 60_000);
    expect(await looks(instance)).toBeGreaterThan(3_600);
  });
});

describe('what Temporal tells', () => {
  it('is applied once, however often it is told', async () => {
    const instance = await rig.start('everything');
    const [robot, other] = await waits(instance);
    const lost = proxy.loseReply('commit-steps');
    expect((await advance(instance, [answer(robot!, { found: 1 })], [robot!, other!])).activities).toEqual([other]);
    await lost;
    expect((await advance(instance, [answer(robot!, { found: 2 })], [robot!, other!])).activities).toEqual([other]);
    expect(await rig.store.engine.visibleVariables(processInstanceKey(instance))).toEqual({ found: 1 });
  });

  it('gets no number, and does not lose by what is accepted for the inbox meanwhile', async () => {
    const instance = await rig.start('everything');
    const [robot] = await waits(instance);
    const note = { scope: 'e1', local: true, variables: { a: 1 } };
    const put = proxy.before('commit-steps', () => rig.deliver(instance, 'variables.set', note));
    await advance(instance, [answer(robot!)], [robot!]);
    await put;
    expect(await rig.one('select next_number, unsent from inboxes where instance = $1', instance)).toEqual({
      next_number: 2,
      unsent: true,
    });
    await rig.idle();
    expect(await rig.one('select step from process_instances where number = $1', instance)).toEqual({ step: 3 });
  });
});
