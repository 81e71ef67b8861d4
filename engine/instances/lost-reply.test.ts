import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { instanceOf, processInstanceKey, type EntityKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store that loses replies, and one that does not. */
let losing: Store;
let other: Store;
beforeAll(async () => {
  ({ rig, proxy, watched: losing } = suite());
  other = rig.another();
  await rig.deploy(
    build(
      { elements: [start(), user('first'), user('second'), end()], flows: ['start -> first -> second -> end'] },
      'two',
    ),
  );
});

const applied = { answer: 'applied' };
const begin = async (): Promise<EntityKey> => processInstanceKey(await rig.start('two'));
const set = (store: Store, key: EntityKey, name: string) => store.engine.setVariables(key, { [name]: 1 }, true);
const task = async (key: EntityKey): Promise<EntityKey> => {
  const text = `select key from user_tasks where instance = $1 and state = 'open'`;
  return BigInt((await rig.one<{ key: string }>(text, instanceOf(key))).key);
};
/** Kinds of the inputs that an instance has applied, in order. */
const inputs = async (key: EntityKey): Promise<string[]> => {
  const text = `select kind from inputs where instance = $1 and outcome = 'applied' order by number`;
  return (await rig.all<{ kind: string }>(text, instanceOf(key))).map(({ kind }) => kind);
};

describe('a command whose reply is lost', () => {
  it('is applied once and answered applied', async () => {
    const key = await begin();
    const lost = proxy.loseReply('commit-steps');
    expect(await set(losing, key, 'a')).toEqual(applied);
    await lost;
    expect(await inputs(key)).toEqual(['start', 'variables.set']);
  });

  it('is applied once also when the instance has moved on meanwhile', async () => {
    const key = await begin();
    const lost = proxy.loseReply('commit-steps', async () => {
      for (const name of ['b', 'c']) expect(await set(other, key, name)).toEqual(applied);
    });
    expect(await set(losing, key, 'a')).toEqual(applied);
    await lost;
    expect(await inputs(key)).toEqual(['start', ...Array<string>(3).fill('variables.set')]);
  });

  it('is not refused because it has been applied: not by its own step, nor by the end of the instance', async () => {
    const key = await begin();
    const [first, lost] = [await task(key), proxy.loseReply('commit-steps')];
    expect(await losing.engine.completeTask(first, {})).toEqual(applied);
    await lost;
    const second = await task(key);
    const ended = proxy.loseReply('commit-steps');
    expect(await losing.engine.completeTask(second, {})).toEqual(applied);
    await ended;
    expect(await inputs(key)).toEqual(['start', 'task.completed', 'task.completed']);
  });

  it('is not given back to be tried with other rights when those have changed since it was applied', async () => {
    const key = await begin();
    const actor = { name: 'anna', rights: [{ subject: 'user:moved on', epoch: 0 }] };
    const lost = proxy.loseReply('commit-steps', () =>
      rig.pool.query(`insert into rights_epochs (subject, epoch) values ('user:moved on', 1)`),
    );
    expect(await losing.engine.setVariables(key, { a: 1 }, true, actor)).toEqual(applied);
    await lost;
    expect(await inputs(key)).toEqual(['start', 'variables.set']);
  });

  it('goes with others of its step, each answered as it was decided there', async () => {
    const key = await begin();
    await set(losing, key, 'warm');
    const first = await task(key);
    const lost = proxy.loseReply('commit-steps');
    const answers = Promise.all([
      set(losing, key, 'a'),
      losing.engine.completeTask(first, {}),
      losing.engine.completeTask(first, {}),
      set(losing, key, 'b'),
    ]);
    expect(await answers).toMatchObject([applied, applied, { answer: 'refused' }, applied]);
    await lost;
    expect((await inputs(key)).sort()).toEqual(['start', 'task.completed', ...Array<string>(3).fill('variables.set')]);
  });

  it('is applied once by a group of several instances', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, begin));
    for (const key of keys) await set(losing, key, 'warm');
    const lost = proxy.loseReply('commit-steps');
    expect(await Promise.all(keys.map((key) => set(losing, key, 'a')))).toEqual(keys.map(() => applied));
    await lost;
    for (const key of keys) expect(await inputs(key)).toEqual(['start', 'variables.set', 'variables.set']);
  });
});

describe('a command whose connection breaks before it gets there', () => {
  it('is applied by the next try', async () => {
    const key = await begin();
    const lost = proxy.loseRequest('commit-steps');
    expect(await set(losing, key, 'a')).toEqual(applied);
    await lost;
    expect(await inputs(key)).toEqual(['start', 'variables.set']);
  });

  it('is refused when what it asks for was done by another one meanwhile', async () => {
    const key = await begin();
    await set(losing, key, 'warm');
    const first = await task(key);
    void proxy.loseRequest('commit-steps');
    void proxy.before('read-head', () => other.engine.completeTask(first, {}));
    expect(await losing.engine.completeTask(first, {})).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(await inputs(key)).toEqual(['start', 'variables.set', 'task.completed']);
  });
});
