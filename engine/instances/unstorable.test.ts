import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, ownActivity, parallel, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ verify: 'never' });
let rig: TestStore;
let instance: bigint;
/** A text that does not compress. */
const text = (length: number): string => randomBytes(length).toString('base64').slice(0, length);
const TOO_LARGE = text(8_000);

beforeAll(async () => {
  ({ rig } = suite());
  const both = { outputs: { both: '=one + two' } };
  await rig.deploy(
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          user('act'),
          timerCatch('pause', 'PT10H', both),
          ownActivity('robot', both),
          end(),
        ],
        flows: ['start -> fork', 'fork -> act -> end', 'fork -> pause -> end', 'fork -> robot -> end'],
      },
      'filling',
    ),
  );
});
beforeEach(async () => {
  // An index that holds no longer values than 2,704 bytes.
  await rig.pool.query('truncate variables; create index planted on variables (value)');
  instance = await rig.start('filling', { one: text(2_000), two: text(2_000) });
});
const cure = () => rig.pool.query('drop index if exists planted');
afterEach(async () => {
  await cure();
  const { faults } = await rig.store.verify();
  expect(faults.filter((fault) => fault.instance === instance.toString())).toEqual([]);
});

const key = () => processInstanceKey(instance);
const set = (variables: object) => rig.store.engine.setVariables(key(), { ...variables }, true);
const incidents = () =>
  rig.all<{ key: string; state: string; element_id: string }>(
    `select key, state, element_id from incidents where instance = $1 and type = 'ENGINE_FAILURE' order by created_at, key`,
    instance,
  );
const outcomes = () =>
  rig.all<{ outcome: string }>(
    'select outcome from inputs where instance = $1 and number > 0 order by number',
    instance,
  );
const variables = async (...names: readonly string[]) =>
  (
    await rig.all<{ name: string }>(
      'select name from variables where instance = $1 and name = any ($2) order by name',
      instance,
      names,
    )
  ).map(({ name }) => name);
async function retry(): Promise<void> {
  await cure();
  const [incident] = await incidents();
  expect(await rig.store.engine.resolveIncident(BigInt(incident!.key))).toEqual({ answer: 'applied' });
}

describe('what the database refuses', () => {
  it('fails alone when it is a command: the others of its step are applied', async () => {
    const [first, refused, last] = await Promise.allSettled([set({ a: 1 }), set({ b: TOO_LARGE }), set({ c: 1 })]);
    expect(first).toMatchObject({ value: { answer: 'applied' } });
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: '54000' } });
    expect(last).toMatchObject({ value: { answer: 'applied' } });
    expect(await variables('a', 'b', 'c')).toEqual(['a', 'c']);
    expect(await outcomes()).toEqual([{ outcome: 'applied' }, { outcome: 'applied' }]);
  });

  it('fails alone also where its step went together with those of other instances', async () => {
    const others = [await rig.start('filling', { one: '', two: '' }), await rig.start('filling', { one: '', two: '' })];
    const settled = await Promise.allSettled([
      ...others.map((other) => rig.store.engine.setVariables(processInstanceKey(other), { a: 1 }, true)),
      set({ b: TOO_LARGE }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('of the inbox has failed and is an incident, whose retry applies it; the others are applied', async () => {
    const note = (values: object) => ({ scope: 'e1', local: true, variables: values });
    for (const values of [{ a: 1 }, { b: TOO_LARGE }, { c: 1 }])
      await rig.deliver(instance, 'variables.set', note(values));
    await rig.step(instance);
    expect(await outcomes()).toEqual([{ outcome: 'applied' }, { outcome: 'failed' }, { outcome: 'applied' }]);
    expect(await incidents()).toMatchObject([{ state: 'active' }]);
    expect(await variables('a', 'b', 'c')).toEqual(['a', 'c']);
    await retry();
    expect(await variables('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(await incidents()).toMatchObject([{ state: 'resolved' }]);
  });

  it('leaves the book when it is a timer, and holds up no command; its retry fires it', async () => {
    await rig.pool.query(`update timers set due = now() - interval '1 min' where instance = $1`, [instance]);
    const other = rig.another();
    expect(await other.engine.setVariables(key(), { a: 1 }, true)).toEqual({ answer: 'applied' });
    expect(await incidents()).toMatchObject([{ state: 'active', element_id: 'pause' }]);
    expect(await variables('a', 'both')).toEqual(['a']);
    await retry();
    await rig.step(instance);
    expect(await variables('a', 'both')).toEqual(['a', 'both']);
  });

  it('leaves the book when it is the answer of an activity', async () => {
    const { wait } = await rig.one<{ wait: 'a1' }>(
      'select wait from temporal_activities where instance = $1',
      instance,
    );
    const told = [{ type: 'activity.completed', key: wait, result: {} }] as const;
    await rig.store.lanes.advance(instance.toString(), told);
    expect(await incidents()).toMatchObject([{ state: 'active', element_id: 'robot' }]);
    await retry();
    await rig.store.lanes.advance(instance.toString(), told);
    expect(await variables('both')).toEqual(['both']);
  });
});

describe('what is the fault of no input', () => {
  /** Every step that has this text is refused with an error of this state. */
  const refuse = (state: string, having: string) =>
    rig.pool.query(`create or replace function refuse() returns trigger language plpgsql as $$
        begin if new.inputs::text like '%${having}%' then raise exception 'no' using errcode = '${state}'; end if; return new; end $$;
      create trigger refuse before insert on steps for each row execute function refuse()`);
  const accept = () => rig.pool.query('drop trigger refuse on steps');

  it('fails what is asked and leaves the inbox as it is, until it is over', async () => {
    await rig.deliver(instance, 'variables.set', { scope: 'e1', local: true, variables: { a: 1 } });
    // A full disk.
    await refuse('53100', 'applied');
    try {
      await expect(set({ b: 1 })).rejects.toMatchObject({ code: '53100' });
      await expect(rig.step(instance)).rejects.toMatchObject({ code: '53100' });
    } finally {
      await accept();
    }
    expect(await rig.all('select outcome from inputs where instance = $1 and number = 1', instance)).toEqual([
      { outcome: null },
    ]);
    expect(await incidents()).toEqual([]);
    await rig.step(instance);
    expect(await variables('a', 'b')).toEqual(['a']);
  });

  it('is given up on when it goes on also without the input that it looked like', async () => {
    await rig.deliver(instance, 'variables.set', { scope: 'e1', local: true, variables: { a: 1 } });
    await refuse('23514', '');
    try {
      await expect(rig.step(instance)).rejects.toMatchObject({ code: '23514' });
    } finally {
      await accept();
    }
    await rig.step(instance);
    expect(await variables('a')).toEqual(['a']);
  });
});
