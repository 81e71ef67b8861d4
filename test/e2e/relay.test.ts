import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { build as buildDefinition } from '../../bpmn/test-support/build.js';
import { end, service, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { build } from '../../embedded/build/build.js';
import { entityKey, processInstanceKey } from '../../engine/index.js';
import type { Store } from '../../desk/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { createLogger } from '../../worker/logger.js';
import { startRelay, type Relay } from '../../worker/relay/relay.js';
import { findStranded } from '../../worker/verify/repair.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { EngineProcess, type EngineOptions } from './engine-process.js';

const root = join(import.meta.dirname, '../..');
const taskQueue = `relay-${randomBytes(6).toString('hex')}`;

let rig: TestStore;
let connection: Connection;
let client: Client;
let options: EngineOptions;
let engine: EngineProcess;

beforeAll(async () => {
  rig = await openTestStore();
  const temporalAddress = await testTemporalAddress();
  await build(root, ['workflow-bundle']);
  connection = await Connection.connect({ address: temporalAddress });
  client = new Client({ connection });
  options = { databaseUrl: rig.url, temporalAddress, taskQueue, bundle: join(root, 'dist/workflow-bundle.js') };
  engine = await EngineProcess.start(options);
  await rig.deploy(
    buildDefinition(
      { elements: [start(), service('first'), user('check'), end()], flows: ['start -> first -> check -> end'] },
      'steps',
    ),
    buildDefinition(
      {
        elements: [start(), timerCatch('pause', 'PT4S'), user('check'), end()],
        flows: ['start -> pause -> check -> end'],
      },
      'pausing',
    ),
  );
}, 120_000);

afterEach(async () => {
  const { faults, openInputs } = await rig.store.verify();
  expect({ faults, openInputs }).toEqual({ faults: [], openInputs: 0 });
  expect(engine.printed).not.toMatch(/TMPRL1100|nondeterminism/i);
});

afterAll(async () => {
  await engine?.kill();
  await connection?.close();
  await rig?.close();
}, 60_000);

const note = (instance: bigint, a: number) =>
  rig.store.engine.setVariables(processInstanceKey(instance), { [`v${a}`]: a }, true);

const row = (instance: bigint) =>
  rig.one<{ workflow_id: string; step: number; consumed: number; status: string }>(
    'select workflow_id, step, consumed, status from process_instances where number = $1',
    instance,
  );

/** Completes the open job or task of an element. */
async function complete(instance: bigint, element: string): Promise<void> {
  const open = () =>
    rig.all<{ wait: string }>(
      `select wait from jobs where instance = $1 and element_id = $2 and state = 'open'
       union all select wait from user_tasks where instance = $1 and element_id = $2 and state = 'open'`,
      instance,
      element,
    );
  await until(async () => (await open()).length > 0, 60_000, `${element} of ${instance} is open`);
  const { wait } = (await open())[0]!;
  const key = entityKey(instance, Number(wait.slice(1)));
  await (wait.startsWith('j') ? rig.store.engine.completeJob(key, {}) : rig.store.engine.completeTask(key, {}));
}

const allConsumed = () =>
  until(async () => (await rig.all('select 1 from inputs where outcome is null')).length === 0, 60_000);

type Outbox = Store['outbox'];

/** What goes wrong between a relay, Postgres and Temporal. */
type Wildness = (outbox: Outbox) => Partial<Outbox>;

const releaseLeases = () => rig.pool.query(`update inboxes set lease_until = 'epoch' where unsent`);

/** A relay on a store whose outbox misbehaves, and on a Temporal that takes signals late and out of order. */
function wildRelay(wildness: Wildness): Relay {
  const { outbox } = rig.store;
  const store: Store = { ...rig.store, outbox: { ...outbox, ...wildness(outbox) } };
  return startRelay({ store, client, logger: createLogger('silent'), taskQueue, pollMs: 20 });
}

const wildnesses: Readonly<Record<string, Wildness>> = {
  'sends everything twice': (outbox) => ({
    async lease(limit) {
      const leased = await outbox.lease(limit);
      return [...leased, ...leased];
    },
  }),
  'oversleeps its lease while it sends': (outbox) => ({
    async lease(limit) {
      const leased = await outbox.lease(limit);
      if (leased.length > 0) await releaseLeases();
      return leased;
    },
  }),
  'dies between sending and marking, every other time': (outbox) => {
    let times = 0;
    return {
      async sent(done) {
        if (times++ % 2 === 0) {
          await releaseLeases();
          throw new Error('killed');
        }
        await outbox.sent(done);
      },
    };
  },
  'sends the last input first, and the others only when they are asked for again': (outbox) => ({
    async lease(limit) {
      const leased = await outbox.lease(limit);
      return leased.map((out) => ({ ...out, inputs: [...out.inputs].reverse() }));
    },
  }),
};

describe('relays', () => {
  it.each(Object.entries(wildnesses))(
    'lose nothing and consume nothing twice when one of them %s',
    async (_what, wildness) => {
      const relays = [
        wildRelay(wildness),
        wildRelay(wildness),
        wildRelay((outbox) => ({ offerAgain: outbox.offerAgain })),
      ];
      const instances: bigint[] = [];
      for (let i = 0; i < 6; i++) instances.push(await rig.start('steps'));
      await Promise.all(instances.flatMap((instance) => [1, 2, 3, 4, 5, 6, 7, 8].map((a) => note(instance, a))));
      await Promise.all(instances.map((instance) => complete(instance, 'first')));
      await Promise.all(instances.map((instance) => complete(instance, 'check')));
      await until(
        async () => (await Promise.all(instances.map(row))).every(({ status }) => status === 'completed'),
        60_000,
      );
      await Promise.all(relays.map((relay) => relay.stop()));

      const outcomes = await rig.all<{ outcome: string; n: number }>(
        'select outcome, count(*)::int n from inputs where instance = any ($1) and number > 0 group by outcome',
        [instances],
      );
      expect(outcomes).toEqual([{ outcome: 'applied', n: 6 * 10 }]);
    },
    120_000,
  );
});

describe('an instance whose workflow was terminated from outside', () => {
  it('keeps its inputs, is found, and goes on in a new workflow', async () => {
    const instance = await rig.start('steps');
    expect(await note(instance, 1)).toEqual({ answer: 'applied' });
    const { workflow_id: terminated } = await row(instance);
    await client.workflow.getHandle(terminated).terminate('by hand');
    expect(await note(instance, 2)).toEqual({ answer: 'accepted' });

    const stranded = await findStranded(rig.store, client);
    expect(stranded).toEqual([{ instance, workflowId: terminated, status: 'TERMINATED' }]);
    await rig.store.restartWorkflow(instance);

    await allConsumed();
    expect(await findStranded(rig.store, client)).toEqual([]);
    const { workflow_id: second } = await row(instance);
    expect(second).not.toBe(terminated);
    await complete(instance, 'first');
    await complete(instance, 'check');
    await until(async () => (await row(instance)).status === 'completed', 60_000);
    expect(await client.workflow.getHandle(second).result()).toEqual({
      status: 'completed',
      steps: (await row(instance)).step,
    });
  }, 120_000);
});

describe('an instance whose workflow was reset', () => {
  it('goes on from where Postgres stands with the next input', async () => {
    const instance = await rig.start('steps');
    for (const a of [1, 2, 3]) expect(await note(instance, a)).toEqual({ answer: 'applied' });
    const { workflow_id: workflowId } = await row(instance);
    const handle = client.workflow.getHandle(workflowId);
    const events = (await handle.fetchHistory()).events ?? [];
    const first = events.find((event) => event.workflowTaskCompletedEventAttributes);
    await connection.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId, runId: (await handle.describe()).runId },
      workflowTaskFinishEventId: first!.eventId!,
      requestId: randomBytes(8).toString('hex'),
      reason: 'by hand',
      // RESET_REAPPLY_TYPE_NONE: signals that came in later are not applied again.
      resetReapplyType: 2,
    });

    await note(instance, 4);
    await allConsumed();
    await complete(instance, 'first');
    await complete(instance, 'check');
    await until(async () => (await row(instance)).status === 'completed', 60_000);
    expect(await rig.all(`select number from inputs where instance = $1 and outcome <> 'applied'`, instance)).toEqual(
      [],
    );
    expect(engine.answers.get(instance.toString())).toContain('ahead');
  }, 120_000);
});

describe('a timer', () => {
  it('fires by the running clock although the worker was down in between', async () => {
    const begun = Date.now();
    const instance = await rig.start('pausing');
    await until(
      async () => (await rig.all('select 1 from inboxes where instance = $1 and unsent', instance)).length === 0,
      60_000,
    );
    await engine.kill();
    const [{ due }] = (await rig.all('select due from timers where instance = $1', instance)) as [{ due: Date }];
    expect(due.getTime() - begun).toBeGreaterThanOrEqual(4_000);

    engine = await EngineProcess.start(options);
    await complete(instance, 'check');
    await until(async () => (await row(instance)).status === 'completed', 60_000);

    const { started_at: fired } = await rig.one<{ started_at: Date }>(
      `select started_at from element_instances where instance = $1 and element_id = 'check'`,
      instance,
    );
    expect(fired.getTime()).toBeGreaterThanOrEqual(due.getTime());
    const { inputs } = await rig.one<{ inputs: { kind: string; n?: number }[] }>(
      'select inputs from steps where instance = $1 and step = 1',
      instance,
    );
    expect(inputs).toMatchObject([{ kind: 'timer.fired' }]);
    expect(inputs[0]).not.toHaveProperty('n');
  }, 120_000);
});
