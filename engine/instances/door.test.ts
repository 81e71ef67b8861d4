import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, pass, service, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { entityKey, instanceOf, localOf, processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'),
    build({ elements: [start(), pass('quick'), end()], flows: ['start -> quick -> end'] }, 'quickly'),
    build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
    build(
      {
        elements: [start(), user('check', { task: { assignee: '=1 + "x"' } }), end()],
        flows: ['start -> check -> end'],
      },
      'breaking',
    ),
  );
});
afterAll(async () => {
  await rig.hosts.drain();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

const begin = (processId: string, more = {}) =>
  rig.store.engine.start({ definition: { processId }, variables: { amount: 5 }, ...more });

describe('the door', () => {
  it('stores the first step before it answers: the job is there for the next read', async () => {
    const started = await begin('working');
    if (started.answer !== 'started') throw new Error(started.reason);
    const [job] = await rig.store.engine.activateJobs({ type: 'work', worker: 'w', timeout: 1_000, maxJobs: 1 });
    expect(job).toMatchObject({
      processInstanceKey: started.processInstanceKey,
      rootProcessInstanceKey: started.processInstanceKey,
      elementId: 'work',
      variables: { amount: 5 },
      retries: 3,
    });
    const number = instanceOf(started.processInstanceKey);
    expect(await rig.all('select number, kind, outcome from inputs where instance = $1', number)).toEqual([
      { number: 0, kind: 'start', outcome: 'applied' },
    ]);
    expect(await rig.one('select step, consumed from process_instances where number = $1', number)).toEqual({
      step: 1,
      consumed: 0,
    });
  });

  it('computes keys from instance and local numbers', async () => {
    const instance = await rig.start('working');
    const { key, wait, element_instance_key } = await rig.one<{
      key: string;
      wait: string;
      element_instance_key: string;
    }>('select key, wait, element_instance_key from jobs where instance = $1', instance);
    expect(BigInt(key)).toBe(entityKey(instance, Number(wait.slice(1))));
    expect(instanceOf(BigInt(key))).toBe(instance);
    expect(instanceOf(BigInt(element_instance_key))).toBe(instance);
    expect(localOf(BigInt(key))).toBe(Number(wait.slice(1)));
    const { key: root } = await rig.one<{ key: string }>(
      `select key from element_instances where instance = $1 and scope is null`,
      instance,
    );
    expect(BigInt(root)).toBe(processInstanceKey(instance));
  });

  it('lets the relay start a workflow at once only for what Temporal has to do', async () => {
    const unsent = (instance: bigint) => rig.one('select unsent from inboxes where instance = $1', instance);
    expect(await unsent(await rig.start('working'))).toEqual({ unsent: false });
    expect(await unsent(await rig.start('pausing'))).toEqual({ unsent: true });
    expect(await unsent(await rig.start('quickly'))).toEqual({ unsent: false });
  });

  it('ends what ends in its first step: no workflow is ever needed', async () => {
    const instance = await rig.start('quickly', { amount: 7 });
    expect(await rig.one('select status, workflow_started from process_instances where number = $1', instance)).toEqual(
      {
        status: 'completed',
        workflow_started: false,
      },
    );
    expect(await rig.store.engine.awaitEnd(processInstanceKey(instance), 1_000)).toEqual({
      status: 'completed',
      variables: { amount: 7 },
    });
    expect(await rig.store.engine.cancel(processInstanceKey(instance))).toMatchObject({
      answer: 'refused',
      code: 'wrong-state',
    });
  });

  it('stores an incident of the first step like any other', async () => {
    const instance = await rig.start('breaking');
    expect(await rig.all('select type, state, element_id from incidents where instance = $1', instance)).toEqual([
      { type: expect.any(String), state: 'active', element_id: 'check' },
    ]);
  });

  it('refuses what is not deployed', async () => {
    const count = () => rig.one('select count(*)::int as instances from process_instances');
    const before = await count();
    expect(await begin('nothing')).toMatchObject({ answer: 'refused', code: 'not-found' });
    const key = (await rig.one<{ key: string }>(`select key from process_definitions limit 1`)).key;
    expect(await rig.store.engine.start({ definition: { key: BigInt(key) + 1n }, variables: {} })).toMatchObject({
      answer: 'refused',
    });
    expect(
      await rig.store.engine.start({ definition: { processId: 'working', version: 2 }, variables: {} }),
    ).toMatchObject({
      answer: 'refused',
      code: 'not-found',
    });
    expect(await count()).toEqual(before);
  });

  it('gives a business id to one active instance of a process at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => begin('working', { businessId: 'B-1' })));
    const started = answers.flatMap((answer) => (answer.answer === 'started' ? [answer] : []));
    expect(started).toHaveLength(1);
    expect(started[0]).toMatchObject({ businessId: 'B-1' });
    for (const answer of answers) {
      if (answer.answer === 'refused')
        expect(answer).toMatchObject({ code: 'already-exists', reason: expect.stringContaining('B-1') });
    }
    expect(await begin('pausing', { businessId: 'B-1' })).toMatchObject({ answer: 'started' });

    const cancelled = rig.store.engine.cancel(started[0]!.processInstanceKey);
    rig.hosts.run();
    expect(await cancelled).toEqual({ answer: 'applied' });
    expect(await begin('working', { businessId: 'B-1' })).toMatchObject({ answer: 'started' });
    const ended = await Promise.all([1, 2, 3].map(() => begin('quickly', { businessId: 'B-2' })));
    expect(ended.map(({ answer }) => answer)).toEqual(['started', 'started', 'started']);
  });
});
