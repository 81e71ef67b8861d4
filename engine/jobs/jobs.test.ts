import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working'));
});
afterAll(async () => {
  await rig.idle();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

const failure = { retries: 2, message: 'not now', backOffMs: 0, variables: {} };
const refused = { answer: 'refused', code: 'wrong-state' };

/** A job that has failed for the last time: an incident holds it. */
async function blockedJob(): Promise<bigint> {
  const key = await openJob();
  await rig.store.engine.failJob(key, { ...failure, retries: 0 });
  return key;
}

/** A fresh job that nobody has activated yet. */
async function openJob(): Promise<bigint> {
  const instance = await rig.start('working');
  const { key } = await rig.one<{ key: string }>('select key from jobs where instance = $1', instance);
  return BigInt(key);
}

describe('a job', () => {
  it('behind an incident is not failed once more, with or without retries left', async () => {
    const key = await blockedJob();
    expect(await rig.store.engine.failJob(key, failure)).toMatchObject(refused);
    expect(await rig.store.engine.failJob(key, { ...failure, retries: 0 })).toMatchObject(refused);
    expect(await rig.one('select state, retries from jobs where key = $1', key)).toEqual({
      state: 'blocked',
      retries: 0,
    });
  });

  it('behind an incident gets new retries', async () => {
    const key = await blockedJob();
    expect(await rig.store.engine.updateJob(key, { retries: 3 })).toEqual({ answer: 'applied' });
  });

  it('that fails takes its variables along, in one transaction: all of it or nothing', async () => {
    const key = await openJob();
    const sent = rig.store.engine.failJob(key, { ...failure, variables: { hint: 'a' } });
    expect(await sent).toEqual({ answer: 'applied' });
    const local = () => rig.all('select name, value from variables where instance = $1 and scope > 1', key >> 23n);
    expect(await local()).toEqual([{ name: 'hint', value: '"a"' }]);
    expect(await rig.one('select state, retries, error_message from jobs where key = $1', key)).toEqual({
      state: 'open',
      retries: 2,
      error_message: 'not now',
    });
    const last = await rig.store.engine.failJob(key, { ...failure, retries: 0, variables: { hint: 'b' } });
    expect(last).toEqual({ answer: 'applied' });
    expect(await rig.one('select state from jobs where key = $1', key)).toEqual({ state: 'blocked' });
    expect(await local()).toEqual([{ name: 'hint', value: '"b"' }]);
    expect(await rig.store.engine.failJob(key, { ...failure, variables: { hint: 'c' } })).toMatchObject(refused);
    await rig.idle();
    expect(await local()).toEqual([{ name: 'hint', value: '"b"' }]);
    expect((await rig.store.verify()).faults).toEqual([]);
  });

  it('says when it was last changed', async () => {
    const key = await openJob();
    const updated = async () =>
      (await rig.one<{ updated_at: Date }>('select updated_at from jobs where key = $1', key)).updated_at.getTime();
    await rig.pool.query(`update jobs set updated_at = 'epoch' where key = $1`, [key]);
    await rig.store.engine.updateJob(key, { retries: 5 });
    expect(await updated()).toBeGreaterThan(0);
    await rig.pool.query(`update jobs set updated_at = 'epoch' where key = $1`, [key]);
    await rig.store.engine.failJob(key, failure);
    expect(await updated()).toBeGreaterThan(0);
  });

  it('that no worker holds cannot be held longer', async () => {
    const key = await openJob();
    expect(await rig.store.engine.updateJob(key, { timeoutMs: 60_000 })).toMatchObject({
      ...refused,
      reason: `The job ${key} is not locked by a worker.`,
    });
    expect(await rig.one('select deadline from jobs where key = $1', key)).toEqual({ deadline: null });
  });

  it('that a worker holds can be held longer', async () => {
    const key = await openJob();
    const now = await rig.store.engine.clock.now();
    await rig.pool.query('update jobs set deadline = $2 where key = $1', [key, new Date(now.getTime() + 30_000)]);
    expect(await rig.store.engine.updateJob(key, { timeoutMs: 600_000 })).toEqual({ answer: 'applied' });
    const { deadline } = await rig.one<{ deadline: Date }>('select deadline from jobs where key = $1', key);
    expect(deadline.getTime() - now.getTime()).toBeGreaterThan(500_000);
  });
});
