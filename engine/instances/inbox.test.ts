import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';
import { createInbox, type Acceptance } from './inbox.js';
import type { Command } from './step-request.js';
import { newToken } from './token.js';

const suite = engineSuite({ verify: 'end' });
let rig: TestStore;
beforeAll(async () => {
  ({ rig } = suite());
  await rig.deploy(build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'));
});

const note = (name: string): Command => ({
  fact: { type: 'variables.set', scope: 'e1', local: true, variables: { [name]: 1 } },
  ...{ at: Date.now(), token: newToken(), givenBy: 'anna' },
});
const accept = (instance: bigint, commands: readonly Command[], more: Partial<Acceptance> = {}) =>
  createInbox(rig.pool).accept(instance.toString(), { commands, tried: [], heavy: false, ...more });
const inbox = (instance: bigint) =>
  rig.one('select next_number, unsent, heavy, ended from inboxes where instance = $1', instance);

describe('putting commands into an inbox', () => {
  it('gives them numbers in their order, and has somebody step them', async () => {
    const instance = await rig.start('acting');
    expect(await accept(instance, [note('a'), note('b')])).toEqual([1, 2]);
    expect(await inbox(instance)).toEqual({ next_number: 3, unsent: true, heavy: false, ended: false });
    await rig.idle();
    expect(await rig.all('select outcome, given_by from inputs where instance = $1 and number > 0', instance)).toEqual(
      Array(2).fill({ outcome: 'applied', given_by: 'anna' }),
    );
  });

  it('gives a repetition the numbers of the first time, whatever has come and happened since', async () => {
    const instance = await rig.start('acting');
    const [one, two] = [note('a'), note('b')];
    expect(await accept(instance, [one])).toEqual([1]);
    expect(await accept(instance, [note('other')])).toEqual([2]);
    await rig.idle();
    expect(await accept(instance, [one, two])).toEqual([1, 3]);
    await rig.idle();
    expect(await rig.all('select number from inputs where instance = $1', instance)).toHaveLength(4);
    expect((await rig.store.verify()).faults).toEqual([]);
  });

  it('keeps texts that Postgres does not hold, with U+FFFD in the place of what it does not', async () => {
    const instance = await rig.start('acting');
    const fact = { type: 'variables.set' as const, scope: 'e1' as const, local: true, variables: { a: 'x\0y\ud83d' } };
    expect(await accept(instance, [{ ...note(''), fact, givenBy: 'an\0na' }])).toEqual([1]);
    await rig.idle();
    expect(await rig.one('select outcome, given_by from inputs where instance = $1 and number = 1', instance)).toEqual({
      outcome: 'applied',
      given_by: 'an\ufffdna',
    });
    expect(await rig.store.engine.visibleVariables(processInstanceKey(instance))).toEqual({ a: 'x\ufffdy\ufffd' });
  });

  it('does not when a step with them was stored: its reply was lost', async () => {
    const instance = await rig.start('acting');
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    const { token } = await rig.one<{ token: string }>(
      'select token from process_instances where number = $1',
      instance,
    );
    expect(await accept(instance, [note('a')], { tried: [newToken(), token] })).toBe('stored');
    expect(await inbox(instance)).toMatchObject({ next_number: 2, unsent: false });
  });

  it('marks it heavy where that is asked for, also without any command', async () => {
    const instance = await rig.start('acting');
    expect(await accept(instance, [], { heavy: true })).toEqual([]);
    expect(await accept(instance, [note('a')])).toEqual([1]);
    expect(await inbox(instance)).toMatchObject({ heavy: true, unsent: true });
    await rig.idle();
    expect(await inbox(instance)).toMatchObject({ heavy: false, unsent: false });
  });

  it('is too late when the instance has ended or was never there', async () => {
    const instance = await rig.start('acting');
    await rig.store.engine.cancel(processInstanceKey(instance));
    expect(await accept(instance, [note('a')])).toBe('ended');
    expect(await accept(999_999n, [note('a')])).toBe('ended');
  });
});

describe('tokens', () => {
  it('are positive 63-bit numbers, each another one', () => {
    const tokens = Array.from({ length: 5_000 }, newToken);
    expect(new Set(tokens).size).toBe(tokens.length);
    expect(tokens.every((token) => BigInt(token) >= 0n && BigInt(token) < 1n << 63n)).toBe(true);
  });

  it('are those of an instance’s last step', async () => {
    const instance = await rig.start('acting');
    await rig.store.engine.setVariables(processInstanceKey(instance), { a: 1 }, true);
    const last = await rig.one(
      `select p.token = s.token as same, p.step from process_instances p join steps s on s.instance = p.number and s.step = p.step - 1
       where p.number = $1`,
      instance,
    );
    expect(last).toEqual({ same: true, step: 2 });
  });
});
