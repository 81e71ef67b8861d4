import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start, timerCatch } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'),
    build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
  );
});
afterEach(async () => {
  await endLeases();
  await rig.hosts.drain();
  expect((await rig.store.verify()).faults).toEqual([]);
});
afterAll(() => rig.close());

const outbox = () => rig.store.outbox;
const note = (instance: bigint, a: number) =>
  rig.one(
    `select number from accept_input($1, 'variables.set', $2, now(), null, null)`,
    instance,
    JSON.stringify({ scope: 'e1', local: true, variables: { a } }),
  );
const inbox = (instance: bigint) =>
  rig.one<{ sent_to: number; unsent: boolean }>('select sent_to, unsent from inboxes where instance = $1', instance);
const endLeases = () => rig.pool.query(`update inboxes set lease_until = 'epoch'`);
/** A running instance without anything to send. */
async function running(): Promise<bigint> {
  const instance = await rig.start('working');
  await note(instance, 0);
  await rig.hosts.drain();
  return instance;
}

describe('leasing', () => {
  it('gives each instance with all its open inputs to one relay', async () => {
    const instances = [await running(), await running(), await running(), await running()];
    for (const instance of instances) for (const a of [1, 2]) await note(instance, a);
    const batches = await Promise.all([outbox().lease(2), rig.another().outbox.lease(2), outbox().lease(50)]);
    const leased = batches.flat();
    expect(leased.map(({ instance }) => BigInt(instance)).sort()).toEqual(instances.sort());
    for (const { inputs, sentTo } of leased) {
      expect(inputs.map(({ n }) => n)).toEqual([2, 3]);
      expect(sentTo).toBe(3);
    }
    await outbox().sent(leased);
    await rig.pool.query('update inboxes set sent_to = 1, unsent = true where instance = any ($1)', [instances]);
  });

  it('tells what a workflow begins from only while there is none', async () => {
    const instance = await rig.start('pausing');
    const [first] = await outbox().lease(50);
    expect(first).toMatchObject({ instance: instance.toString(), workflowStarted: false, inputs: [], sentTo: 0 });
    expect(first!.beginning).toMatchObject({ step: 1, pinnedAt: null });
    expect(Object.keys(first!.beginning!.book)).toHaveLength(1);
    await outbox().sent([first!]);
    await note(instance, 1);
    const [second] = await outbox().lease(50);
    expect(second).toMatchObject({ workflowStarted: true, sentTo: 1 });
    expect(second).not.toHaveProperty('beginning');
  });

  it('takes inputs first: workflows that are only to begin are as many as the relay wants', async () => {
    const noted = await running();
    const beginning = [await rig.start('pausing'), await rig.start('pausing'), await rig.start('pausing')];
    await note(noted, 1);
    const late = await rig.start('pausing');
    await note(late, 1);
    const first = await outbox().lease(50, 0);
    expect(first.map(({ instance }) => BigInt(instance)).sort()).toEqual([noted, late].sort());
    const second = await outbox().lease(50, 2);
    expect(second).toHaveLength(2);
    const third = await outbox().lease(50, 2);
    expect([...second, ...third].map(({ instance }) => BigInt(instance)).sort()).toEqual(beginning.sort());
    await endLeases();
  });

  it('is over when its time has run out: another relay sends the same again', async () => {
    const instance = await running();
    await note(instance, 1);
    const [first] = await outbox().lease(50);
    expect(await outbox().lease(50)).toEqual([]);
    await endLeases();
    const [second] = await outbox().lease(50);
    expect(second).toEqual(first);
  });
});

describe('marking what was sent', () => {
  it('leaves an instance unsent that has got more meanwhile', async () => {
    const instance = await running();
    await note(instance, 1);
    const leased = await outbox().lease(50);
    await note(instance, 2);
    await outbox().sent(leased);
    expect(await inbox(instance)).toEqual({ sent_to: 2, unsent: true });
    const [next] = await outbox().lease(50);
    expect(next!.inputs.map(({ n }) => n)).toEqual([3]);
    await outbox().sent([next!]);
    expect(await inbox(instance)).toEqual({ sent_to: 3, unsent: false });
    await rig.hosts.take(instance, [...leased[0]!.inputs, ...next!.inputs]);
  });

  it('never takes a mark back, however late another one comes', async () => {
    const instance = await running();
    await note(instance, 1);
    const late = await outbox().lease(50);
    await endLeases();
    await note(instance, 2);
    const [next] = await outbox().lease(50);
    await outbox().sent([next!]);
    await outbox().sent(late);
    expect(await inbox(instance)).toEqual({ sent_to: 3, unsent: false });
    await rig.hosts.take(instance, next!.inputs);
  });

  it('is made up for when a relay dies between sending and marking', async () => {
    const instance = await running();
    await note(instance, 1);
    const [leased] = await outbox().lease(50);
    await rig.hosts.take(instance, leased!.inputs);
    await endLeases();

    const [again] = await outbox().lease(50);
    expect(again).toMatchObject({ instance: instance.toString(), inputs: [], sentTo: 2 });
    await outbox().sent([again!]);

    expect(await inbox(instance)).toEqual({ sent_to: 2, unsent: false });
    expect(await outbox().lease(50)).toEqual([]);
  });
});

describe('offering again', () => {
  it('concerns inputs that were sent long ago and have no outcome', async () => {
    const [lost, consumed] = [await running(), await running()];
    await note(lost, 1);
    await note(consumed, 1);
    const leased = await outbox().lease(50);
    await outbox().sent(leased);
    await rig.hosts.take(consumed, leased.find(({ instance }) => instance === consumed.toString())!.inputs);

    expect(await outbox().offerAgain(60_000)).toBe(0);
    expect(await outbox().offerAgain(0)).toBe(1);

    const again = await outbox().lease(50);
    expect(again.map(({ instance, inputs }) => [instance, inputs.map(({ n }) => n)])).toEqual([[lost.toString(), [2]]]);
    expect(await outbox().offerAgain(0)).toBe(0);
  });
});

describe('a new workflow for an instance', () => {
  it('begins from the head, with everything that is not consumed', async () => {
    const instance = await running();
    await note(instance, 1);
    await outbox().sent(await outbox().lease(50));
    await note(instance, 2);
    const { workflow_id } = await rig.one<{ workflow_id: string }>(
      'select workflow_id from process_instances where number = $1',
      instance,
    );

    await rig.store.restartWorkflow(instance);

    const [leased] = await outbox().lease(50);
    expect(leased!.workflowId).not.toBe(workflow_id);
    expect(leased).toMatchObject({ workflowStarted: false, sentTo: 3, consumed: 1, beginning: { step: 2 } });
    expect(leased!.inputs.map(({ n }) => n)).toEqual([2, 3]);
  });

  it('is not taken for started by a relay that still had the old one', async () => {
    const instance = await running();
    await note(instance, 1);
    const late = await outbox().lease(50);
    await rig.store.restartWorkflow(instance);
    await outbox().sent(late);
    expect(await rig.one('select workflow_started from process_instances where number = $1', instance)).toEqual({
      workflow_started: false,
    });
    const [leased] = await outbox().lease(50);
    expect(leased).toMatchObject({ workflowStarted: false, consumed: 1 });
    expect(leased!.inputs.map(({ n }) => n)).toEqual([2]);
  });

  it('is never made for an instance that has ended', async () => {
    const instance = await running();
    await rig.one(`select number from accept_input($1, 'cancel', '{}', now(), null, null)`, instance);
    await rig.hosts.drain();
    await rig.store.restartWorkflow(instance);
    expect(await outbox().lease(50)).toEqual([]);
  });
});
