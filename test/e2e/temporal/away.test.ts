import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import {
  call,
  end,
  receive,
  script,
  service,
  start,
  timerBoundary,
  timerCatch,
  user,
} from '../../../bpmn/test-support/elements.js';
import { startServer, type RunningServer } from '../../../api/server.js';
import { processInstanceKey } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { createLogger } from '../../../worker/logger.js';
import type { Worker } from '../../../worker/worker.js';
import { prepareOwnServer, type OwnServer } from './own-server.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

let server: OwnServer;
let rig: TemporalRig;
let worker: Worker;
let api: RunningServer;
let robots: { stop(): Promise<void> } | undefined;

const API_KEY = 'key-of-the-test-of-an-absence';

const activities = { assist: () => Promise.resolve({ worked: true }) };

beforeAll(async () => {
  installRuntime();
  server = await prepareOwnServer();
  rig = await openTemporalRig(server.address);
  api = await startServer(
    rig.store,
    {
      ...{ host: '127.0.0.1', port: 0, dataFolder: tmpdir(), apiKey: API_KEY, testClock: false },
      ...{ adminPassword: undefined, engineerPassword: undefined, publicUrl: undefined },
      ...{ trustProxy: 0, typedDraftDays: 30, maxRequests: 100 },
    },
    createLogger('silent'),
  );
  const process = (id: string, flow: string, ...elements: Parameters<typeof build>[0]['elements']) =>
    build({ elements: [start(), ...elements, end()], flows: [flow] }, id);
  await rig.deploy(
    process('job', 'start -> work -> end', service('work')),
    process('task', 'start -> check -> end', user('check')),
    process('message', 'start -> ask -> end', receive('ask', 'question', '=key')),
    process('parent', 'start -> called -> end', call('called', 'job')),
    process('broken', 'start -> reckon -> end', script('reckon', '=assert(given, given != null)', 'result')),
    process('pausing', 'start -> pause -> check -> end', timerCatch('pause', 'PT1S'), user('check')),
    process('long', 'start -> pause -> end', timerCatch('pause', 'PT8S')),
    process('robot', 'start -> assist -> check -> end', rig.robot('assist'), user('check')),
    build(
      {
        elements: [start(), user('check'), timerBoundary('limit', 'check', 'PT1S'), user('late'), end()],
        flows: ['start -> check -> end', 'limit -> late -> end'],
      },
      'limited',
    ),
  );
}, 120_000);

afterEach(async () => {
  expect(await rig.faults()).toEqual([]);
});

afterAll(async () => {
  await api.close();
  await rig.close();
  await server.discard();
}, 60_000);

/** What a search of the API finds of an instance: the member of each item. */
async function found(what: string, instance: bigint, member: string): Promise<readonly unknown[]> {
  const response = await fetch(`${api.url}/v2/${what}/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ filter: { processInstanceKey: processInstanceKey(instance).toString() } }),
  });
  expect(response.status).toBe(200);
  const { items } = (await response.json()) as { items: readonly Readonly<Record<string, unknown>>[] };
  return items.map((item) => item[member]);
}

/** Everything that needs no time and no activity, from its start to its end. */
async function workWithoutTemporal(): Promise<void> {
  const { engine } = rig.store;
  const job = await rig.start('job');
  expect(await rig.complete(job, 'work')).toBe('applied');
  const task = await rig.start('task');
  expect(await rig.complete(task, 'check')).toBe('applied');
  const asked = await rig.start('message', { key: 'k' });
  const published = await engine.publish({ name: 'question', correlationKey: 'k', variables: {}, timeToLive: 0 });
  expect(published.answer).toBe('published');
  const parent = await rig.start('parent');
  const child = () =>
    rig.all<{ number: string }>('select number from process_instances where parent_number = $1', parent);
  await until(async () => (await child()).length === 1);
  expect(await rig.complete(BigInt((await child())[0]!.number), 'work')).toBe('applied');
  const broken = await rig.start('broken');
  const { key } = await rig.one<{ key: string }>(
    `select key from incidents where instance = $1 and state = 'active'`,
    broken,
  );
  expect(await engine.setVariables(processInstanceKey(broken), { given: 1 }, true)).toEqual({ answer: 'applied' });
  expect(await engine.resolveIncident(BigInt(key))).toEqual({ answer: 'applied' });
  for (const instance of [job, task, asked, parent, broken]) await rig.ended(instance);
  for (const instance of [job, parent])
    expect(await found('process-instances', instance, 'state')).toEqual(['COMPLETED']);
  expect(await found('jobs', job, 'state')).toEqual(['COMPLETED']);
  expect(await found('user-tasks', task, 'state')).toEqual(['COMPLETED']);
  expect(await found('incidents', broken, 'state')).toEqual(['RESOLVED']);
  expect(await found('variables', broken, 'name')).toContain('given');
}

/** A timer is due, and a task that comes late is told so: whoever steps takes what is due before. */
async function refuseWhatCameTooLate(): Promise<void> {
  const instance = await rig.start('limited');
  const task = await rig.open(instance, 'check');
  const isOver = () =>
    rig.one<{ over: boolean }>(
      `select due < clock_timestamp() - interval '100 ms' as over from timers where instance = $1`,
      instance,
    );
  await until(async () => (await isOver()).over);
  const answer = await rig.store.engine.completeTask(task, {});
  expect(answer).toMatchObject({ answer: 'refused', reason: expect.stringContaining('Its term ended at') });
  expect(await rig.complete(instance, 'late')).toBe('applied');
  await rig.ended(instance);
}

/** Timers and activities that wait for Temporal. */
const begin = async (): Promise<readonly bigint[]> => [
  await rig.start('pausing'),
  await rig.start('robot'),
  await rig.start('long'),
];

/** They have caught up. */
async function caughtUp([pausing, robot, long]: readonly bigint[]): Promise<void> {
  expect(await rig.complete(pausing!, 'check')).toBe('applied');
  expect(await rig.complete(robot!, 'check')).toBe('applied');
  for (const instance of [pausing, robot, long]) await rig.ended(instance!);
}

const partsAlive = async (): Promise<readonly string[]> =>
  (
    await rig.all<{ part: string }>(
      `select distinct part from heartbeats where at > clock_timestamp() - interval '6 s' order by part`,
    )
  ).map(({ part }) => part);

describe('while Temporal is away', () => {
  it('from the start of the worker, only timers and activities wait', async () => {
    worker = await rig.startWorker({ readyWithinMs: 1_000 });
    const waiting = await begin();
    await workWithoutTemporal();
    await refuseWhatCameTooLate();
    expect(await partsAlive()).toEqual(['worker']);
    for (const instance of waiting) {
      expect(await rig.statusOf(instance)).toBe('active');
      // The task behind the timer or activity has not been reached.
      expect(await rig.all('select key from user_tasks where instance = $1', instance)).toEqual([]);
    }

    await server.start();
    robots = await rig.startRobots(activities);
    await caughtUp(waiting);
    await until(async () => (await partsAlive()).includes('temporal'), 20_000);
  }, 120_000);

  it('because it is stopped, the same', async () => {
    const before = await begin();
    await rig.running(before[2]!);
    const goOn = server.freeze();
    const waiting = await begin();
    await workWithoutTemporal();
    await refuseWhatCameTooLate();
    await until(async () => !(await partsAlive()).includes('temporal'), 30_000, 'that is noticed');
    goOn();
    await Promise.all([caughtUp(before), caughtUp(waiting)]);
  }, 120_000);

  it('because it was killed, the same', async () => {
    const before = await begin();
    await rig.running(before[2]!);
    await server.kill();
    const waiting = await begin();
    await workWithoutTemporal();
    await server.start();
    await Promise.all([caughtUp(before), caughtUp(waiting)]);
  }, 120_000);

  it('and has forgotten everything, the same', async () => {
    const before = await begin();
    await rig.running(before[2]!);
    await robots?.stop();
    await server.kill();
    server.forget();
    const waiting = await begin();
    await workWithoutTemporal();
    await server.start();
    robots = await rig.startRobots(activities);
    // What was told to the server that has forgotten it is looked at a minute after it was due.
    await rig.pool.query(`update process_instances set tell_at = clock_timestamp() where status = 'active'`);
    await Promise.all([caughtUp(before), caughtUp(waiting)]);
  }, 180_000);

  it('a worker ends when it is told to, before it would be killed', async () => {
    const goOn = server.freeze();
    await worker.stop();
    goOn();
    // Temporal's own worker waits for half a minute.
  }, 25_000);
});
