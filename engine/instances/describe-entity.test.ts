import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start, timerBoundary, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  const act = { ...user('act'), more: { ...user('act').more, name: 'Акт' } };
  await rig.deploy(
    build({ elements: [start(), act, end()], flows: ['start -> act -> end'] }, 'acting'),
    build(
      { elements: [start(), service('work'), user('after'), end()], flows: ['start -> work -> after -> end'] },
      'working',
    ),
    build(
      { elements: [start(), service('work', { jobType: '=kind' }), end()], flows: ['start -> work -> end'] },
      'failing',
    ),
    build(
      {
        elements: [start(), user('slow'), timerBoundary('late', 'slow', 'PT1H'), user('next'), end()],
        flows: ['start -> slow -> end', 'late -> next -> end'],
      },
      'timed',
    ),
  );
});
afterAll(async () => {
  await rig.idle();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

const keyIn = async (table: string, instance: bigint): Promise<bigint> =>
  BigInt(
    (await rig.one<{ key: string }>(`select key from ${table} where instance = $1 order by key limit 1`, instance)).key,
  );

const instant = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
const refused = (code: string, reason: string) => ({
  answer: 'refused',
  code,
  reason: expect.stringMatching(new RegExp(`^${reason}$`)) as unknown,
});
const absent = 1n << 62n;

describe('who comes too late', () => {
  it('with a user task is told which it was, and when it was completed', async () => {
    const key = await keyIn('user_tasks', await rig.start('acting'));
    const { engine } = rig.store;
    expect(await engine.completeTask(key, {})).toEqual({ answer: 'applied' });
    const told = refused('wrong-state', `The user task ${key} \\(«Акт», act\\) was completed at ${instant}\\.`);
    expect(await engine.completeTask(key, {})).toEqual(told);
    expect(await engine.assignTask(key, 'anna', true)).toEqual(told);
    expect(await engine.unassignTask(key)).toEqual(told);
    expect(await engine.updateTask(key, { priority: 1 })).toEqual(told);
  });

  it('with a job is told the same, whatever the answer', async () => {
    const key = await keyIn('jobs', await rig.start('working'));
    const { engine } = rig.store;
    expect(await engine.completeJob(key, {})).toEqual({ answer: 'applied' });
    const told = refused('wrong-state', `The job ${key} \\(work\\) was completed at ${instant}\\.`);
    const failure = { retries: 1, message: '', backOffMs: 0, variables: {} };
    expect(await engine.completeJob(key, {})).toEqual(told);
    expect(await engine.failJob(key, failure)).toEqual(told);
    expect(await engine.failJob(key, { ...failure, retries: 0 })).toEqual(told);
    expect(await engine.throwJobError(key, { code: 'E', message: '', variables: {} })).toEqual(told);
    expect(await engine.updateJob(key, { retries: 1 })).toEqual(told);
  });

  it('with an incident, a process instance or variables of what has ended is told so', async () => {
    const { engine } = rig.store;
    const instance = await rig.start('failing');
    const incident = await keyIn('incidents', instance);
    const element = BigInt(
      (
        await rig.one<{ key: string }>(
          `select key from element_instances where instance = $1 and element_id = 'work'`,
          instance,
        )
      ).key,
    );
    expect(await engine.setVariables(processInstanceKey(instance), { kind: 'a' }, true)).toEqual({ answer: 'applied' });
    expect(await engine.resolveIncident(incident)).toEqual({ answer: 'applied' });
    expect(await engine.resolveIncident(incident)).toEqual(
      refused('wrong-state', `The incident ${incident} \\(work\\) was resolved at ${instant}\\.`),
    );
    expect(await engine.completeJob(await keyIn('jobs', instance), {})).toEqual({ answer: 'applied' });
    expect(await engine.cancel(processInstanceKey(instance))).toEqual(
      refused(
        'wrong-state',
        `The process instance ${processInstanceKey(instance)} \\(failing\\) was completed at ${instant}\\.`,
      ),
    );
    expect(await engine.setVariables(element, {}, true)).toEqual(
      refused('wrong-state', `The element instance ${element} \\(work\\) was completed at ${instant}\\.`),
    );
  });
});

describe('who asks for what never was', () => {
  it('is told that there is none', async () => {
    const { engine } = rig.store;
    expect(await engine.completeJob(absent, {})).toEqual(refused('not-found', `There is no job ${absent}\\.`));
    expect(await engine.completeTask(absent, {})).toEqual(refused('not-found', `There is no user task ${absent}\\.`));
    expect(await engine.resolveIncident(absent)).toEqual(refused('not-found', `There is no incident ${absent}\\.`));
    const instance = processInstanceKey(await rig.start('acting'));
    const other = instance + 1_000n;
    expect(await engine.resolveIncident(other)).toEqual(refused('not-found', `There is no incident ${other}\\.`));
    expect(await engine.setVariables(other, {}, true)).toEqual(
      refused('not-found', `There is no element instance ${other}\\.`),
    );
  });
});

describe('who is overtaken', () => {
  it('is told the outcome of the command', async () => {
    const instance = await rig.start('timed');
    const key = await keyIn('user_tasks', instance);
    await rig.pool.query(`update timers set due = now() - interval '1 min' where instance = $1`, [instance]);
    expect(await rig.another().engine.completeTask(key, {})).toEqual(
      refused(
        'wrong-state',
        `The user task ${key} \\(slow\\) was cancelled at ${instant}\\. Its term ended at ${instant}\\.`,
      ),
    );
  });

  it('by the cancellation of its instance is told so', async () => {
    const instance = await rig.start('acting');
    const key = await keyIn('user_tasks', instance);
    await rig.store.engine.cancel(processInstanceKey(instance));
    const told = `The user task ${key} \\(«Акт», act\\) was cancelled at ${instant}\\.`;
    expect(await rig.another().engine.completeTask(key, {})).toEqual(refused('wrong-state', told));
  });
});
