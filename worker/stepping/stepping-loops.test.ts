import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, receive, service, start, user } from '../../bpmn/test-support/elements.js';
import { entityKey } from '../../engine/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';
import { until } from '../../engine/test-support/until.js';
import { createLogger } from '../logger.js';
import { startSteppingLoops, type SteppingLoops } from './stepping-loops.js';

let rig: TestStore;
let loops: SteppingLoops;

beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'child'),
    build({ elements: [start(), call('call', 'child'), end()], flows: ['start -> call -> end'] }, 'parent'),
    build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'task'),
    build({ elements: [start(), receive('ask', 'question', '="k"'), end()], flows: ['start -> ask -> end'] }, 'asking'),
  );
});
afterAll(async () => {
  await rig.idle();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

beforeEach(() => {
  loops = startSteppingLoops({ store: rig.another({ worker: true }), logger: createLogger('silent') });
});
afterEach(() => loops.stop());

const statusOf = async (instance: bigint) =>
  (await rig.one<{ status: string }>('select status from process_instances where number = $1', instance)).status;
const ended = (instance: bigint) => until(async () => (await statusOf(instance)) === 'completed');

it('open what a process that died has asked for', async () => {
  const parent = await rig.startAndDie('parent');
  const child = () =>
    rig.all<{ number: string }>('select number from process_instances where parent_number = $1', parent);
  await until(async () => (await child()).length === 1);
  const [{ wait }] = (await rig.all<{ wait: string }>(
    `select wait from jobs where instance = $1`,
    (await child())[0]!.number,
  )) as [{ wait: string }];
  const number = BigInt((await child())[0]!.number);
  await rig.store.engine.completeJob(entityKey(number, Number(wait.slice(1))), {});
  await ended(parent);
});

it('step inputs that nobody has stepped', async () => {
  const instance = await rig.start('task');
  const { wait } = await rig.one<{ wait: string }>('select wait from user_tasks where instance = $1', instance);
  await rig.deliver(instance, 'task.completed', { key: wait, variables: {} });
  await ended(instance);
});

it('step what was correlated to an instance whose process died', async () => {
  await rig.store.engine.publish({ name: 'question', correlationKey: 'k', variables: {}, timeToLive: 60_000 });
  await ended(await rig.startAndDie('asking'));
});

it('correlate messages that were given back', async () => {
  const instance = await rig.start('asking');
  const message = { name: 'question', correlationKey: 'other', variables: {}, timeToLive: 60_000 };
  expect((await rig.store.engine.publish(message)).answer).toBe('published');
  // As if another instance had ended with it.
  await rig.pool.query(`update messages set correlation_key = 'k' where correlation_key = 'other'`);
  await rig.pool.query(
    `insert into pending_correlations (process_id, message_key) select 'asking', key from messages order by key desc limit 1`,
  );
  await ended(instance);
});

it('are alive when each of them has gone well', async () => {
  const others = startSteppingLoops({ store: rig.another({ worker: true }), logger: createLogger('silent') });
  expect(others.alive()).toBe(false);
  await until(() => others.alive());
  await others.stop();
});
