import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, timerCatch, timerStart, user } from '../../../bpmn/test-support/elements.js';
import type { Store } from '../../../desk/index.js';
import type { ActivityInput } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

type Outbox = Store['outbox'];

let rig: TemporalRig;
let temporalAddress: string;

const asked = new Map<string, number>();
const activities = {
  work({ wait, processInstance }: ActivityInput) {
    const key = `${processInstance} ${wait}`;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    return Promise.resolve({});
  },
};

beforeAll(async () => {
  installRuntime();
  temporalAddress = await testTemporalAddress();
  rig = await openTemporalRig(temporalAddress);
  await rig.startRobots(activities);
  await rig.deploy(
    build(
      {
        elements: [start(), rig.robot('work'), timerCatch('pause', 'PT0.5S'), user('check'), end()],
        flows: ['start -> work -> pause -> check -> end'],
      },
      'working',
    ),
    build({ elements: [start(), timerCatch('long', 'P1D'), end()], flows: ['start -> long -> end'] }, 'waiting'),
  );
}, 120_000);

afterEach(async () => {
  expect(await rig.faults()).toEqual([]);
});

afterAll(() => rig.close(), 60_000);

const tellAtOnce = () =>
  rig.pool.query('update process_instances set tell_at = clock_timestamp() where tell_at is not null');

/** How long after its timer is due an instance is looked at, in ms, and how often that was put off. */
const look = (instance: bigint) =>
  rig.one<{ after: number; attempts: number }>(
    `select (extract(epoch from p.tell_at - t.due) * 1000)::int as after, p.tell_attempts as attempts
     from process_instances p join timers t on t.instance = p.number where p.number = $1`,
    instance,
  );

/** Workflows of an instance that run, of every generation. */
async function runningOf(instance: bigint): Promise<readonly string[]> {
  const { process_id: process, generation } = await rig.one<{ process_id: string; generation: number }>(
    'select process_id, generation from process_instances where number = $1',
    instance,
  );
  const ids = Array.from({ length: generation + 1 }, (_, each) => `${process}#${instance}.${each}`);
  const states = await Promise.all(
    ids.map((id) =>
      rig.client.workflow
        .getHandle(id)
        .describe()
        .then(({ status }) => status.name)
        .catch(() => 'NONE'),
    ),
  );
  return ids.filter((_, i) => states[i] === 'RUNNING');
}

/** What goes wrong between an outbox, Postgres and Temporal. */
const wildnesses: Readonly<Record<string, (outbox: Outbox) => Partial<Outbox>>> = {
  'tells everything twice': (outbox) => ({
    async lease(limit) {
      const leased = await outbox.lease(limit);
      return [...leased, ...leased];
    },
  }),
  'oversleeps its lease while it tells': (outbox) => ({
    async lease(limit) {
      const leased = await outbox.lease(limit);
      if (leased.length > 0) await tellAtOnce();
      return leased;
    },
  }),
  'dies between its lease and telling, every other time': (outbox) => {
    let times = 0;
    return {
      async lease(limit) {
        const leased = await outbox.lease(limit);
        if (leased.length === 0 || times++ % 2 === 1) return leased;
        await tellAtOnce();
        throw new Error('killed');
      },
    };
  },
};

describe('outboxes', () => {
  it.each(Object.entries(wildnesses))(
    'tell every workflow what it is for when one of them %s',
    async (_what, wildness) => {
      asked.clear();
      const wild = (store: Store): Store => ({ ...store, outbox: { ...store.outbox, ...wildness(store.outbox) } });
      const workers = [await rig.startWorker({ between: wild }), await rig.startWorker()];
      const instances: bigint[] = [];
      for (let i = 0; i < 8; i++) instances.push(await rig.start('working'));
      for (const instance of instances) expect(await rig.complete(instance, 'check')).toBe('applied');
      for (const instance of instances) await rig.ended(instance);
      for (const instance of instances) await rig.client.workflow.getHandle((await rig.workflowOf(instance))!).result();
      expect([...asked.values()]).toEqual(instances.map(() => 1));
      for (const instance of instances) await until(async () => (await runningOf(instance)).length === 0);
      await Promise.all(workers.map((worker) => worker.stop()));
      const left = await rig.all(`select 1 from process_instances where status <> 'active' and tell_at is not null`);
      expect(left).toEqual([]);
    },
    120_000,
  );

  it('signal a workflow that another has started already', async () => {
    const worker = await rig.startWorker({
      between: (store) => ({
        ...store,
        outbox: {
          ...store.outbox,
          // Every instance looks as if its workflow had got its id just now.
          lease: async (limit) => (await store.outbox.lease(limit)).map((tell) => ({ ...tell, fresh: true })),
        },
      }),
    });
    const instance = await rig.start('waiting');
    const workflowId = await rig.running(instance);
    const signals = async () =>
      ((await rig.client.workflow.getHandle(workflowId).fetchHistory()).events ?? []).filter(
        (event) => event.workflowExecutionSignaledEventAttributes,
      ).length;
    await until(async () => (await look(instance)).after > 50_000);
    await rig.store.outbox.tellNow(`${instance}`);
    await until(async () => (await signals()) === 1);
    expect(await rig.workflowOf(instance)).toBe(workflowId);
    await worker.stop();
  }, 60_000);

  it('end a workflow that another has taken the place of', async () => {
    const worker = await rig.startWorker();
    const instance = await rig.start('waiting');
    await rig.running(instance);
    const workflowId = `waiting#${instance}.7`;
    const { taskQueue } = rig;
    const late = await rig.client.workflow.start('processInstance2', { workflowId, taskQueue, args: [`${instance}`] });
    await late.result();
    const { events } = await late.fetchHistory();
    expect((events ?? []).some((event) => event.timerStartedEventAttributes)).toBe(false);
    expect(await runningOf(instance)).toEqual([`waiting#${instance}.0`]);
    await worker.stop();
  }, 60_000);

  it('look again a minute after something was due, whatever Temporal says', async () => {
    const worker = await rig.startWorker();
    const instance = await rig.start('waiting');
    await rig.running(instance);
    await until(async () => (await look(instance)).after > 50_000);
    expect(await look(instance)).toEqual({ after: expect.any(Number), attempts: 0 });
    expect((await look(instance)).after).toBeLessThan(65_000);
    await worker.stop();
  }, 60_000);
});

describe('workflows of an earlier protocol', () => {
  it('are ended and forgotten, whether they run or not', async () => {
    const workflowId = `earlier/${rig.taskQueue}`;
    await rig.client.workflow.start('processInstance', { workflowId, taskQueue: `nobody-${rig.taskQueue}` });
    await rig.pool.query(`insert into retired_workflows values ($1), ($1 || '/gone')`, [workflowId]);
    const worker = await rig.startWorker();
    await until(async () => (await rig.all('select 1 from retired_workflows')).length === 0);
    const { status } = await rig.client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('TERMINATED');
    await worker.stop();
  }, 60_000);
});

describe('timer starts', () => {
  it('begin instances, and are hosted again when their workflow was ended from outside', async () => {
    const first = await rig.startWorker();
    const [process] = await rig.deploy(
      build({ elements: [timerStart('often', 'R/PT0.5S'), end()], flows: ['often -> end'] }, 'starting'),
    );
    const started = async () => (await rig.all(`select 1 from process_instances where process_id = 'starting'`)).length;
    await until(async () => (await started()) >= 2, 30_000, 'two instances were started');

    const workflowId = `timer-starts/${process!.key}`;
    const handle = rig.client.workflow.getHandle(workflowId);
    expect(await (await handle.describe()).staticSummary()).toBe('timer starts of starting');
    await handle.terminate('by hand');
    await first.stop();
    const before = await started();
    await rig.pool.query(`update timer_starts set due = due - interval '2 minutes'`);

    const second = await rig.startWorker();
    await until(async () => (await started()) > before + 1, 30_000, 'more instances were started');
    await handle.terminate('that is enough');
    await rig.pool.query('delete from timer_starts');
    await second.stop();
  }, 90_000);
});
