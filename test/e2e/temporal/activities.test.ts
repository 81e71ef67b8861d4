import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { build } from '../../../bpmn/test-support/build.js';
import { end, errorBoundary, start, timerBoundary, user } from '../../../bpmn/test-support/elements.js';
import { processInstanceKey, type ActivityInput } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { OVERVIEW, type Overview } from '../../../workflows/process-instance/messages.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

let rig: TemporalRig;
/** What activities were asked, in order. */
let asked: ActivityInput[] = [];
let cancelled: string[] = [];

const activities = {
  greet(input: ActivityInput) {
    asked.push(input);
    return Promise.resolve({ greeting: `hello ${input.variables['name'] as string}` });
  },
  count(input: ActivityInput) {
    asked.push(input);
    return Promise.resolve(3);
  },
  refuse: () => Promise.reject(ApplicationFailure.nonRetryable('no', 'REFUSED')),
  /** Fails for good at the first asking. */
  stumble(input: ActivityInput) {
    asked.push(input);
    return asked.length === 1 ? Promise.reject(ApplicationFailure.nonRetryable('stumbled')) : Promise.resolve({});
  },
  /** Fails twice, and is tried again by Temporal. */
  waver(input: ActivityInput) {
    asked.push(input);
    return asked.length < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve({ tries: asked.length });
  },
  /** Never ends by itself. */
  async dawdle(input: ActivityInput) {
    asked.push(input);
    try {
      for (;;) {
        Context.current().heartbeat();
        await Context.current().sleep(50);
      }
    } catch (error) {
      cancelled.push(input.wait);
      throw error;
    }
  },
};

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  await Promise.all([rig.startWorker(), rig.startRobots(activities)]);
  const one = (id: string) =>
    build(
      { elements: [start(), rig.robot(id), user('check'), end()], flows: [`start -> ${id} -> check -> end`] },
      `to-${id}`,
    );
  await rig.deploy(
    ...['greet', 'count', 'stumble', 'waver', 'dawdle'].map(one),
    build(
      {
        elements: [start(), rig.robot('refuse'), errorBoundary('refused', 'refuse', 'REFUSED'), user('check'), end()],
        flows: ['start -> refuse -> end', 'refused -> check -> end'],
      },
      'to-refuse',
    ),
    build(
      {
        elements: [start(), rig.robot('dawdle'), timerBoundary('limit', 'dawdle', 'PT3S'), user('check'), end()],
        flows: ['start -> dawdle -> end', 'limit -> check -> end'],
      },
      'limited',
    ),
  );
}, 120_000);

beforeEach(() => {
  asked = [];
  cancelled = [];
});

afterAll(async () => {
  expect(await rig.faults()).toEqual([]);
  await rig.close();
}, 60_000);

const incidentOf = async (instance: bigint) => {
  const look = () =>
    rig.all<{ key: string; type: string; message: string }>(
      `select key, type, message from incidents where instance = $1 and state = 'active'`,
      instance,
    );
  await until(async () => (await look()).length === 1, 30_000, `an incident of ${instance}`);
  return (await look())[0]!;
};

describe('an activity', () => {
  it('is asked with the variables of its task, and its result becomes variables', async () => {
    const instance = await rig.start('to-greet', { name: 'Anna' });
    await rig.open(instance, 'check');
    expect(asked).toEqual([
      {
        processInstance: `${instance}`,
        wait: expect.stringMatching(/^a\d+$/),
        elementId: 'greet',
        headers: {},
        variables: { name: 'Anna' },
      },
    ]);
    const { value } = await rig.one<{ value: string }>(
      `select value from variables where instance = $1 and name = 'greeting'`,
      instance,
    );
    expect(value).toBe('"hello Anna"');
    expect(await rig.complete(instance, 'check')).toBe('applied');
    await rig.ended(instance);
  }, 60_000);

  it('is tried again by Temporal when it fails', async () => {
    const instance = await rig.start('to-waver');
    await rig.open(instance, 'check');
    expect(new Set(asked.map(({ wait }) => wait)).size).toBe(1);
    expect(asked).toHaveLength(3);
  }, 60_000);

  it('that fails with a type for good is a BPMN error', async () => {
    const instance = await rig.start('to-refuse');
    expect(await rig.complete(instance, 'check')).toBe('applied');
    await rig.ended(instance);
  }, 60_000);

  it('that answers something else than variables is an incident', async () => {
    const instance = await rig.start('to-count');
    expect(await incidentOf(instance)).toMatchObject({
      type: 'ACTIVITY_FAILED',
      message: expect.stringContaining('not an object of variables'),
    });
  }, 60_000);

  it('that has failed for good runs anew when its incident is resolved', async () => {
    const instance = await rig.start('to-stumble');
    const incident = await incidentOf(instance);
    expect(incident).toMatchObject({ type: 'ACTIVITY_FAILED', message: expect.stringContaining('stumbled') });
    expect(await rig.store.engine.resolveIncident(BigInt(incident.key))).toEqual({ answer: 'applied' });
    await rig.open(instance, 'check');
    const [first, second] = asked;
    expect(asked).toHaveLength(2);
    expect(second!.wait).not.toBe(first!.wait);
  }, 60_000);

  it('is cancelled when a boundary timer interrupts its task', async () => {
    const instance = await rig.start('limited');
    await until(() => asked.length === 1, 30_000, 'the activity has begun');
    const [{ wait }] = asked as [ActivityInput];
    const overview = await rig.client.workflow.getHandle(await rig.running(instance)).query<Overview>(OVERVIEW);
    expect(overview).toMatchObject({ activities: [wait], details: expect.stringContaining('1 activity, 1 timer') });
    await rig.open(instance, 'check');
    await until(() => cancelled.includes(wait), 30_000, 'the activity was cancelled');
  }, 60_000);

  it('is cancelled with its instance, whose workflow ends', async () => {
    const instance = await rig.start('to-dawdle');
    await until(() => asked.length === 1, 30_000, 'the activity has begun');
    expect(await rig.store.engine.cancel(processInstanceKey(instance))).toEqual({ answer: 'applied' });
    await until(() => cancelled.length === 1, 30_000, 'the activity was cancelled');
    await rig.client.workflow.getHandle((await rig.workflowOf(instance))!).result();
  }, 60_000);

  it('runs again under the next workflow when its own was ended from outside', async () => {
    const instance = await rig.start('to-dawdle');
    await until(() => asked.length === 1, 30_000, 'the activity has begun');
    const first = await rig.running(instance);
    await rig.client.workflow.getHandle(first).terminate('by hand');
    await rig.store.outbox.tellNow(`${instance}`);
    await until(() => asked.length === 2, 30_000, 'the activity has begun again');
    expect(asked[1]!.wait).toBe(asked[0]!.wait);
    expect(await rig.workflowOf(instance)).not.toBe(first);
    await rig.store.engine.cancel(processInstanceKey(instance));
  }, 60_000);
});
