import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { build as buildDefinition } from '../../bpmn/test-support/build.js';
import {
  call,
  end,
  messageBoundary,
  ownActivity,
  parallel,
  service,
  start,
  timerBoundary,
  user,
} from '../../bpmn/test-support/elements.js';
import { build } from '../../embedded/build/build.js';
import { entityKey, processInstanceKey } from '../../engine/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { createLogger } from '../../worker/logger.js';
import { startRelay, type Relay } from '../../worker/relay/relay.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { EngineProcess, type EngineOptions } from './engine-process.js';

const root = join(import.meta.dirname, '../..');
const taskQueue = `kill-${randomBytes(6).toString('hex')}`;

const definitions = [
  buildDefinition(
    { elements: [start(), service('first'), service('second'), end()], flows: ['start -> first -> second -> end'] },
    'signalled',
  ),
  buildDefinition(
    {
      elements: [start(), user('check'), timerBoundary('limit', 'check', 'PT1S', false), user('late'), end()],
      flows: ['start -> check -> end', 'limit -> late -> end'],
    },
    'timed',
  ),
  buildDefinition(
    {
      elements: [
        start(),
        user('check'),
        timerBoundary('limit', 'check', 'PT8S'),
        service('after'),
        service('escalate'),
        end(),
      ],
      flows: ['start -> check -> after -> end', 'limit -> escalate -> end'],
    },
    'raced',
  ),
  buildDefinition(
    {
      elements: [start(), user('check'), messageBoundary('note', 'check', 'note', '="n"', false), user('read'), end()],
      flows: ['start -> check -> end', 'note -> read -> end'],
    },
    'noted',
  ),
  buildDefinition({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'ending'),
  buildDefinition(
    {
      elements: [start(), user('check'), call('call', 'called'), user('after'), end()],
      flows: ['start -> check -> call -> after -> end'],
    },
    'calling',
  ),
  buildDefinition({ elements: [start(), user('inside'), end()], flows: ['start -> inside -> end'] }, 'called'),
  buildDefinition(
    {
      elements: [start(), parallel('fork'), ownActivity('robot'), user('check'), parallel('join'), end()],
      flows: ['start -> fork -> robot -> join -> end', 'fork -> check -> join'],
    },
    'working',
  ),
];

type Name = 'signalled' | 'timed' | 'raced' | 'noted' | 'ending' | 'calling' | 'working';

let rig: TestStore;
let client: Client;
let connection: Connection;
let native: NativeConnection;
let relay: Relay | undefined;
let options: EngineOptions;
let robot: Worker;
let robots: Promise<void>;
let letRobotAnswer: () => void;
let first: EngineProcess | undefined;
let second: EngineProcess | undefined;
const instances = {} as Record<Name, bigint>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  rig = await openTestStore();
  const temporalAddress = await testTemporalAddress();
  await build(root, ['workflow-bundle']);
  [connection, native] = await Promise.all([
    Connection.connect({ address: temporalAddress }),
    NativeConnection.connect({ address: temporalAddress }),
  ]);
  client = new Client({ connection });
  options = { databaseUrl: rig.url, temporalAddress, taskQueue, bundle: join(root, 'dist/workflow-bundle.js') };
  const mayAnswer = new Promise<void>((resolve) => (letRobotAnswer = resolve));
  robot = await Worker.create({
    connection: native,
    taskQueue: 'queue',
    activities: { robot: () => mayAnswer.then(() => ({ found: 3 })) },
  });
  robots = robot.run();
  await rig.deploy(...definitions);
}, 60_000);

afterAll(async () => {
  await first?.kill();
  await second?.kill();
  await relay?.stop();
  robot.shutdown();
  await robots;
  await native.close();
  await connection.close();
  await rig.close();
}, 60_000);

const workflowId = async (instance: bigint) =>
  (await rig.one<{ workflow_id: string }>('select workflow_id from process_instances where number = $1', instance))
    .workflow_id;

const history = async (instance: bigint) =>
  (await client.workflow.getHandle(await workflowId(instance)).fetchHistory()).events ?? [];

const note = (instance: bigint, a: number) => rig.store.engine.setVariables(processInstanceKey(instance), { a }, true);

/** Completes the open job or task of an element; answers what the engine says. */
async function complete(instance: bigint, element: string) {
  const open = async () =>
    rig.all<{ wait: string }>(
      `select wait from jobs where instance = $1 and element_id = $2 and state = 'open'
       union all select wait from user_tasks where instance = $1 and element_id = $2 and state = 'open'`,
      instance,
      element,
    );
  await until(async () => (await open()).length > 0, 60_000, `${element} of ${instance} is open`);
  const { wait } = (await open())[0]!;
  const key = entityKey(instance, Number(wait.slice(1)));
  return wait.startsWith('j') ? rig.store.engine.completeJob(key, {}) : rig.store.engine.completeTask(key, {});
}

const consumed = async (instance: bigint) =>
  (await rig.one<{ consumed: number }>('select consumed from process_instances where number = $1', instance)).consumed;

describe('a worker that is killed between a commit and its workflow task', () => {
  it('leaves commits that the next attempt follows, whatever has come in meanwhile', async () => {
    first = await EngineProcess.start(options);
    const names = ['signalled', 'timed', 'raced', 'noted', 'ending', 'calling', 'working'] as const;
    for (const name of names) instances[name] = await rig.start(name);
    // Every workflow runs and has had a commit, so that what comes next is an ordinary task.
    for (const name of names) await note(instances[name], 0);
    await until(async () => (await Promise.all(names.map((name) => consumed(instances[name])))).every((n) => n === 1));
    const before = await Promise.all(names.map((name) => consumed(instances[name])));
    expect(before).toEqual(names.map(() => 1));

    // The last commits: each of these is in Postgres and in no history.
    const doomed = names.map((name) => instances[name]);
    first.dieAfterCommitOf(doomed);
    letRobotAnswer();
    const lastCommands = [
      complete(instances.signalled, 'first'),
      note(instances.timed, 1),
      complete(instances.raced, 'check'),
      rig.store.engine.publish({ name: 'note', correlationKey: 'n', variables: {}, timeToLive: 0 }),
      complete(instances.ending, 'check'),
      complete(instances.calling, 'check'),
    ];
    await first.ended;
    const answers = await Promise.all(lastCommands);
    expect(answers.map(({ answer }) => answer)).toEqual([
      'applied',
      'applied',
      'applied',
      'published',
      'applied',
      'applied',
    ]);
    for (const name of names) {
      const commits = await rig.one<{ steps: number }>(
        'select step as steps from process_instances where number = $1',
        instances[name],
      );
      const markers = (await history(instances[name])).filter((event) => event.markerRecordedEventAttributes).length;
      expect([name, commits.steps - 1 - markers]).toEqual([name, 1]);
    }

    // Meanwhile: more inputs and signals, fired timers, an answered activity, a child that comes to its end.
    relay = startRelay({ store: rig.store, client, logger: createLogger('silent'), taskQueue });
    const meanwhile = [
      complete(instances.signalled, 'second'),
      note(instances.noted, 2),
      note(instances.noted, 3),
      rig.store.engine.publish({ name: 'note', correlationKey: 'n', variables: {}, timeToLive: 0 }),
      note(instances.working, 4),
      note(instances.timed, 5),
    ];
    const child = async () =>
      rig.all<{ number: string }>('select number from process_instances where parent_number = $1', instances.calling);
    await until(async () => (await child()).length === 1);
    await until(async () => (await history(instances.timed)).some((event) => event.timerFiredEventAttributes), 60_000);
    await until(async () => (await history(instances.raced)).some((event) => event.timerFiredEventAttributes), 60_000);
    await until(async () => (await rig.all('select 1 from inboxes where unsent')).length === 0);

    second = await EngineProcess.start(options);
    await Promise.all(meanwhile);
    await complete(BigInt((await child())[0]!.number), 'inside');
    await complete(instances.timed, 'late');
    await complete(instances.timed, 'check');
    await complete(instances.raced, 'after');
    await complete(instances.noted, 'read');
    await complete(instances.noted, 'read');
    await complete(instances.noted, 'check');
    await complete(instances.calling, 'after');
    await complete(instances.working, 'check');
    await until(async () => (await rig.all(`select 1 from process_instances where status = 'active'`)).length === 0);

    for (const name of names) {
      expect([name, second.answers.get(instances[name].toString())![0]]).toEqual([name, 'ahead']);
      const row = await rig.one<{ steps: number; status: string }>(
        'select step as steps, status from process_instances where number = $1',
        instances[name],
      );
      expect(await client.workflow.getHandle(await workflowId(instances[name])).result()).toEqual(row);
    }
    expect(await rig.all(`select instance, number from inputs where outcome is distinct from 'applied'`)).toEqual([]);
    expect(
      await rig.all(
        `select element_id from element_instances where instance = $1 and element_id in ('limit', 'escalate')`,
        instances.raced,
      ),
    ).toEqual([]);
    expect(
      await rig.all(`select 1 from element_instances where instance = $1 and element_id = 'late'`, instances.timed),
    ).toHaveLength(1);
    const { faults, openInputs } = await rig.store.verify();
    expect({ faults, openInputs }).toEqual({ faults: [], openInputs: 0 });
    expect(first.printed + second.printed).not.toMatch(/TMPRL1100|nondeterminism/i);
  }, 240_000);
});
