import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

/** Connections to this database that wait for a lock. */
const WAITS_FOR_A_LOCK =
  "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore({ testClock: true });
  await rig.deploy(
    build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
    build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'),
  );
});
afterEach(async () => {
  expect((await rig.store.verify()).faults).toEqual([]);
  await endTells();
});
/** Nothing is to be told any more of what was done so far. */
const endTells = () =>
  rig.pool.query(`update process_instances set
    tell_at = case when status = 'active' then clock_timestamp() + interval '1 hour' end`);
afterAll(() => rig.close());

const outbox = () => rig.store.outbox;
const due = (instance: bigint) =>
  rig.pool.query(`update process_instances set tell_at = clock_timestamp() - interval '1 ms' where number = $1`, [
    instance,
  ]);
const cancel = (instance: bigint) => rig.store.engine.cancel(processInstanceKey(instance));
/** An instance that the outbox is to look at now. */
async function told(processId: string, more = {}): Promise<bigint> {
  const instance = await rig.start(processId, {}, more);
  await due(instance);
  return instance;
}
const row = (instance: bigint) =>
  rig.one<{ workflow_id: string | null; seconds: number | null; attempts: number; token: string }>(
    `select workflow_id, round(extract(epoch from tell_at - clock_timestamp()))::int as seconds, tell_attempts as attempts, token
     from process_instances where number = $1`,
    instance,
  );
const setTell = async (instance: bigint, token: string, delay: number | null) =>
  (await rig.one<{ set: boolean }>('select set_tell($1, $2, $3) as set', instance, token, delay)).set;

describe('looking for what must be told', () => {
  it('gives an instance that waits for time its workflow’s id, once', async () => {
    const instance = await told('pausing');
    const tell = {
      instance: instance.toString(),
      workflowId: `pausing#${instance}.0`,
      processId: 'pausing',
      businessId: null,
    };
    expect(await outbox().lease(10)).toEqual([{ ...tell, active: true, durable: false, waits: true, fresh: true }]);
    await due(instance);
    expect(await outbox().lease(10)).toMatchObject([{ ...tell, fresh: false }]);
  });

  it('gives none to an instance in which nothing waits for time or activities, unless it is to run to the end', async () => {
    const plain = await told('acting');
    expect(await outbox().lease(10)).toMatchObject([{ workflowId: null, waits: false }]);
    expect((await row(plain)).workflow_id).toBeNull();
    const durable = await told('acting', { durable: true, businessId: 'N-1' });
    expect(await outbox().lease(10)).toMatchObject([
      { workflowId: `acting#${durable}.0`, durable: true, waits: false, businessId: 'N-1' },
    ]);
  });

  it('only postpones, for longer each time: whoever dies with it loses nothing', async () => {
    const instance = await told('pausing');
    const waits: (number | null)[] = [];
    for (let i = 0; i < 8; i++) {
      expect(await outbox().lease(10)).toHaveLength(1);
      expect(await outbox().lease(10)).toEqual([]);
      waits.push((await row(instance)).seconds);
      await due(instance);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('shares instances among workers', async () => {
    const instances = [await told('pausing'), await told('pausing'), await told('pausing'), await told('pausing')];
    const other = rig.another();
    const leased = await Promise.all([outbox().lease(2), other.outbox.lease(2), outbox().lease(2)]);
    expect(
      leased
        .flat()
        .map(({ instance }) => BigInt(instance))
        .sort(),
    ).toEqual(instances.sort());
  });

  it('finds timers not worth a workflow while the clock is pinned, and all of them when it runs again', async () => {
    for (const { number } of await rig.all<{ number: string }>(
      `select number from process_instances where status = 'active'`,
    ))
      await cancel(BigInt(number));
    await endTells();
    await rig.pool.query('select set_clock(now())');
    const instance = await told('pausing');
    expect(await outbox().lease(10)).toMatchObject([{ workflowId: null, waits: false }]);
    await outbox().clear(instance.toString());
    expect((await row(instance)).seconds).toBeNull();
    await rig.pool.query('select set_clock(null)');
    expect(await outbox().lease(10)).toMatchObject([{ instance: instance.toString(), waits: true }]);
  });
});

describe('an instance in which nothing waits', () => {
  it('is looked at no more', async () => {
    const instance = await told('acting');
    await outbox().lease(10);
    await outbox().clear(instance.toString());
    expect((await row(instance)).seconds).toBeNull();
  });

  it('is looked at again when something has come to wait between the look and the decision', async () => {
    const instance = await told('acting');
    await outbox().lease(10);
    const client = await rig.pool.connect();
    await client.query('begin');
    await client.query('update process_instances set tell_at = clock_timestamp() where number = $1', [instance]);
    await client.query(
      `insert into timers (key, instance, wait, due, request, element_id, element_instance_key)
       values ($1, $2, 't7', now(), '{}', 'e', 1)`,
      [(instance << 23n) + 7n, instance],
    );
    const clearing = outbox().clear(instance.toString());
    await until(async () => (await rig.all(WAITS_FOR_A_LOCK)).length > 0);
    await client.query('commit');
    client.release();
    await clearing;
    const { seconds } = await row(instance);
    await rig.pool.query('delete from timers where instance = $1', [instance]);
    expect(seconds).not.toBeNull();
  });
});

describe('what the workflow says after a step', () => {
  it('counts only while the instance stands where it has read it', async () => {
    const instance = await told('pausing');
    await outbox().lease(10);
    const { token } = await row(instance);
    expect(await setTell(instance, token, 90_000)).toBe(true);
    expect(await row(instance)).toMatchObject({ seconds: 90, attempts: 0 });
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    expect(await setTell(instance, token, null)).toBe(false);
    expect(await row(instance)).toMatchObject({ seconds: 90 });
  });
});

describe('a workflow that no longer runs', () => {
  it('is followed by the next one, once, however many find that out', async () => {
    const instance = await told('pausing');
    await outbox().lease(10);
    const first = `pausing#${instance}.0`;
    const next = await Promise.all([1, 2, 3].map(() => outbox().nextWorkflow(instance.toString(), first)));
    expect(next.filter((id) => id !== undefined)).toEqual([`pausing#${instance}.1`]);
    expect(await outbox().nextWorkflow(instance.toString(), `pausing#${instance}.1`)).toBe(`pausing#${instance}.2`);
    expect((await row(instance)).workflow_id).toBe(`pausing#${instance}.2`);
  });

  it('has none after it when its instance has ended; then it is told nothing more', async () => {
    const instance = await told('pausing');
    await outbox().lease(10);
    await cancel(instance);
    expect(await outbox().nextWorkflow(instance.toString(), `pausing#${instance}.0`)).toBeUndefined();
    expect((await row(instance)).seconds).toBeLessThanOrEqual(0);
    await due(instance);
    expect(await outbox().lease(10)).toMatchObject([{ active: false, workflowId: `pausing#${instance}.0` }]);
    await outbox().clear(instance.toString());
    expect((await row(instance)).seconds).toBeNull();
  });

  it('is looked for at once when somebody asks for that, while the instance is active', async () => {
    const instance = await rig.start('pausing');
    await outbox().tellNow(instance.toString());
    expect((await row(instance)).seconds).toBeLessThanOrEqual(0);
    await cancel(instance);
    await outbox().tellNow(instance.toString());
    expect((await row(instance)).seconds).toBeNull();
  });
});

describe('workflows of an earlier protocol', () => {
  it('are listed until they have been ended', async () => {
    await rig.pool.query(`insert into retired_workflows select 'old/' || i from generate_series(1, 3) i`);
    expect(await outbox().retired(2)).toEqual(['old/1', 'old/2']);
    await outbox().forgetRetired(['old/1', 'old/2']);
    expect(await outbox().retired(2)).toEqual(['old/3']);
    await outbox().forgetRetired(['old/3']);
  });
});
