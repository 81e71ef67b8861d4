import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  messageBoundary,
  ownActivity,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { TELL_AFTER_MS } from '../instances/tell.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  const behind = (processId: string, ...waiting: Parameters<typeof build>[0]['elements'][number][]) =>
    build(
      { elements: [start(), user('act'), ...waiting, end()], flows: [`start -> act -> ${waiting[0]!.id} -> end`] },
      processId,
    );
  const robotic = (processId: string, afterStop: readonly string[]) =>
    build(
      {
        elements: [
          ...[start(), user('act'), ownActivity('robot'), messageBoundary('stop', 'robot', 'stop', '=key')],
          ...[user('next'), end()],
        ],
        flows: ['start -> act -> robot -> end', ...afterStop],
      },
      processId,
    );
  await rig.deploy(
    behind('plain', user('next')),
    behind('far', timerCatch('pause', 'PT1H')),
    behind('near', timerCatch('pause', 'PT5S')),
    robotic('robotic', ['stop -> next -> end']),
    robotic('stopping', ['stop -> end']),
    behind('both', user('next'), timerBoundary('late', 'next', 'PT1H')),
  );
});
afterEach(async () => {
  expect((await rig.store.verify()).faults).toEqual([]);
});
afterAll(() => rig.close());

/** In how many ms the outbox looks at an instance; null: it does not. */
async function tellIn(instance: bigint): Promise<number | null> {
  const { ms } = await rig.one<{ ms: number | null }>(
    'select extract(epoch from tell_at - clock_timestamp())::float8 * 1000 as ms from process_instances where number = $1',
    instance,
  );
  return ms;
}
/** Whether an instance is looked at `ms` after something that is done, however long that takes. */
async function isTold(instance: bigint, ms: number, work: () => Promise<void>): Promise<boolean> {
  const now = async () => (await rig.one<{ now: Date }>('select clock_timestamp() as now')).now;
  const before = await now();
  await work();
  const after = await now();
  const { told } = await rig.one<{ told: boolean }>(
    `select tell_at between $2::timestamptz + $4 * interval '1 ms' - interval '1 ms'
       and $3::timestamptz + $4 * interval '1 ms' + interval '1 ms' as told
     from process_instances where number = $1`,
    ...[instance, before, after, ms],
  );
  return told;
}
const tellAt = async (instance: bigint) =>
  (await rig.one<{ tell_at: string }>('select tell_at::text from process_instances where number = $1', instance))
    .tell_at;
const tellAfter = (instance: bigint, ms: number | null) =>
  rig.pool.query(`update process_instances set tell_at = clock_timestamp() + $2 * interval '1 ms' where number = $1`, [
    instance,
    ms,
  ]);
async function act(instance: bigint): Promise<void> {
  const text = `select key from user_tasks where instance = $1 and state = 'open' order by key limit 1`;
  const { key } = await rig.one<{ key: string }>(text, instance);
  expect(await rig.store.engine.completeTask(BigInt(key), {})).toEqual({ answer: 'applied' });
}
const started = (processId: string, more = {}) => rig.start(processId, { key: `${processId} 1` }, more);

describe('the workflow of an instance is told', () => {
  it('of nothing while only people and jobs are waited for', async () => {
    const instance = await started('plain');
    expect(await tellIn(instance)).toBeNull();
    await act(instance);
    expect(await tellIn(instance)).toBeNull();
  });

  it('of a timer after some seconds', async () => {
    const instance = await started('far');
    expect(await isTold(instance, TELL_AFTER_MS, () => act(instance))).toBe(true);
  });

  it('of a timer that is due soon at once', async () => {
    const instance = await started('near');
    await act(instance);
    expect(await tellIn(instance)).toBeLessThanOrEqual(0);
  });

  it('of an activity at once, when it is asked for and when it is taken back', async () => {
    const instance = await started('robotic');
    await act(instance);
    expect(await tellIn(instance)).toBeLessThanOrEqual(0);
    await tellAfter(instance, 600_000);
    await rig.store.engine.publish({ name: 'stop', correlationKey: 'robotic 1', variables: {}, timeToLive: 0 });
    expect(await rig.all('select 1 from temporal_activities where instance = $1', instance)).toEqual([]);
    expect(await tellIn(instance)).toBeLessThanOrEqual(0);
  });

  it('of no activity that was taken back by the end of an instance that has no workflow', async () => {
    const instance = await started('stopping');
    await act(instance);
    await rig.store.engine.publish({ name: 'stop', correlationKey: 'stopping 1', variables: {}, timeToLive: 0 });
    expect(await rig.one('select status from process_instances where number = $1', instance)).toEqual({
      status: 'completed',
    });
    expect(await tellIn(instance)).toBeNull();
  });

  it('by what is asked for first: nothing that is asked for later puts it off', async () => {
    const instance = await started('far');
    await tellAfter(instance, 1_000);
    await act(instance);
    expect(await tellIn(instance)).toBeLessThanOrEqual(1_000);
    const other = await started('near');
    await tellAfter(other, 60_000);
    await act(other);
    expect(await tellIn(other)).toBeLessThanOrEqual(0);
  });

  it('not by what does not concern it: that is left as it was', async () => {
    const instance = await started('both');
    await act(instance);
    await tellAfter(instance, 50_000);
    const before = await tellAt(instance);
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    expect(await tellAt(instance)).toBe(before);
  });

  it('from the start on where it is to run to the end', async () => {
    const instance = await started('plain', { durable: true });
    expect(await tellIn(instance)).toBeLessThanOrEqual(0);
    await rig.store.outbox.clear(instance.toString());
    expect(await tellIn(instance)).not.toBeNull();
  });

  it('of the end where it runs, and not where there is none', async () => {
    const [without, having] = [await started('both'), await started('both')];
    for (const instance of [without, having]) await act(instance);
    await rig.pool.query(`update process_instances set workflow_id = 'w', tell_at = null where number = $1`, [having]);
    for (const instance of [without, having]) await act(instance);
    expect(await rig.one('select status from process_instances where number = $1', having)).toEqual({
      status: 'completed',
    });
    expect(await tellIn(without)).toBeNull();
    expect(await tellIn(having)).toBeLessThanOrEqual(0);
  });
});
