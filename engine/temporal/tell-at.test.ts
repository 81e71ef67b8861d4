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
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  const behind = (processId: string, ...waiting: Parameters<typeof build>[0]['elements'][number][]) =>
    build(
      { elements: [start(), user('act'), ...waiting, end()], flows: [`start -> act -> ${waiting[0]!.id} -> end`] },
      processId,
    );
  const cancelled = messageBoundary('stop', 'robot', 'stop', '=key');
  await rig.deploy(
    behind('plain', user('next')),
    behind('far', timerCatch('pause', 'PT1H')),
    behind('near', timerCatch('pause', 'PT5S')),
    behind('robotic', ownActivity('robot'), cancelled),
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
    await act(instance);
    expect(await tellIn(instance)).toBeGreaterThan(1_500);
    expect(await tellIn(instance)).toBeLessThanOrEqual(3_000);
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
    // It has ended by that, without a workflow that could run.
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
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    expect(await tellIn(instance)).toBeGreaterThan(40_000);
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
