import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, pass, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { instanceOf, processInstanceKey, type StartCommand } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store that loses replies. */
let losing: Store;
const acting = (version: number) =>
  build({ elements: [start(), user(`act${version}`), end()], flows: [`start -> act${version} -> end`] }, 'acting');

beforeAll(async () => {
  ({ rig, proxy, watched: losing } = suite());
  await rig.deploy(
    acting(1),
    build({ elements: [start(), pass('go'), end()], flows: ['start -> go -> end'] }, 'passing'),
    build({ elements: [start(), call('call', 'acting'), end()], flows: ['start -> call -> end'] }, 'calling'),
  );
});
afterEach(async () => {
  await rig.pool.query('truncate rights_epochs');
});

const begin = (more: Partial<StartCommand> = {}, actor?: Parameters<Store['engine']['start']>[1]) =>
  losing.engine.start({ definition: { processId: 'acting' }, variables: {}, ...more }, actor);
const count = async (): Promise<number> =>
  (await rig.one<{ n: number }>('select count(*)::int as n from process_instances')).n;

/** Starts, loses the reply while something happens, and expects one instance more, which is the one answered. */
async function once(
  meanwhile: () => Promise<unknown>,
  starting: () => ReturnType<typeof begin> = begin,
): Promise<void> {
  const before = await count();
  const lost = proxy.loseReply('commit-steps', meanwhile);
  const started = await starting();
  await lost;
  expect(started).toMatchObject({ answer: 'started' });
  expect(await count()).toBe(before + 1);
  if (started.answer !== 'started') return;
  const number = instanceOf(started.processInstanceKey);
  expect(await rig.all('select 1 from process_instances where number = $1', number)).toHaveLength(1);
}
const nothing = () => Promise.resolve();

describe('a start whose reply is lost', () => {
  it('has started one instance', async () => {
    await once(nothing);
    await once(nothing, () => begin({ businessId: 'A-1' }));
    await once(nothing, () => begin({ definition: { processId: 'passing' } }));
  });

  it('has started one instance that others have stepped since', async () => {
    await once(async () => {
      const { number } = await rig.one<{ number: string }>('select max(number) as number from process_instances');
      await rig.store.engine.setVariables(processInstanceKey(BigInt(number)), { a: 1 }, true);
    });
  });

  it('is none of an older version when a newer one is deployed in that moment', async () => {
    await begin();
    await once(() => rig.deploy(acting(2)));
  });

  it('is not given back to be tried with other rights', async () => {
    await begin();
    const actor = { rights: [{ subject: 'user:anna', epoch: 0 }] };
    await once(
      () => rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:anna', 1)`),
      () => begin({}, actor),
    );
  });

  it('has started one instance in a group of several', async () => {
    await begin();
    const before = await count();
    const lost = proxy.loseReply('commit-steps');
    const started = await Promise.all(Array.from({ length: 5 }, () => begin()));
    await lost;
    expect(started.map(({ answer }) => answer)).toEqual(Array(5).fill('started'));
    expect(await count()).toBe(before + 5);
  });

  it('by a start row has opened one child', async () => {
    const parent = await rig.startAndDie('calling');
    const lost = proxy.loseReply('commit-steps');
    expect(await losing.startRows.take(10)).toEqual({ taken: 1, failed: [] });
    await lost;
    expect(await rig.all('select 1 from process_instances where parent_number = $1', parent)).toHaveLength(1);
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });
});

describe('a start whose connection breaks before it gets there', () => {
  it('is started by the next try', async () => {
    const before = await count();
    const lost = proxy.loseRequest('commit-steps');
    expect(await begin()).toMatchObject({ answer: 'started' });
    await lost;
    expect(await count()).toBe(before + 1);
  });

  it('is of the newest version when one is deployed in that moment', async () => {
    await begin();
    void proxy.loseRequest('commit-steps');
    void proxy.before('commit-steps', () => rig.deploy(acting(3)));
    expect(await begin()).toMatchObject({ answer: 'started', definition: { version: 3 } });
  });
});
