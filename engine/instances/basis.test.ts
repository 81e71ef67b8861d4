import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, start, timerBoundary, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { expression } from '../../bpmn/test-support/expression.js';
import type { Store } from '../../desk/index.js';
import { moscow } from '../../regulations/test-support/calendars.js';
import { inTransaction, instanceOf, processInstanceKey, type EntityKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { LosingProxy } from '../test-support/losing-proxy.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

/** A Wednesday evening before a holiday, in Moscow. */
const WEDNESDAY = new Date('2025-06-11T17:30:00+03:00');
const HOUR = 3_600_000;
const suite = engineSuite({ testClock: true, losing: true, verify: 'each' });
let rig: TestStore;
let proxy: LosingProxy;
/** A store on whose way to the database something can be done: others have changed what it remembers. */
let store: Store;

const acting = (version: number) =>
  build({ elements: [start(), user(`act${version}`), end()], flows: [`start -> act${version} -> end`] }, 'acting');
const inCalendar = timerCatch('pause', 'PT1H');
Object.assign((inCalendar.more as { timer: object }).timer, { calendar: expression('="moscow"') });
const put = (calendar: typeof moscow) =>
  inTransaction(rig.pool, (client) => rig.store.calendars.put(client, calendar, new Date(0)));
/** The calendar without its holidays. */
const everyWeekday = (): typeof moscow => ({ ...moscow, versions: [{ ...moscow.versions[0]!, exceptions: {} }] });

beforeAll(async () => {
  ({ rig, proxy, watched: store } = suite());
  await put(moscow);
  await rig.store.engine.clock.pin(WEDNESDAY);
  await rig.deploy(
    acting(1),
    build({ elements: [start(), inCalendar, end()], flows: ['start -> pause -> end'] }, 'waiting'),
    build({ elements: [start(), user('act'), inCalendar, end()], flows: ['start -> act -> pause -> end'] }, 'later'),
    build({ elements: [start(), call('call', 'acting'), end()], flows: ['start -> call -> end'] }, 'calling'),
    build(
      {
        elements: [start(), user('act'), timerBoundary('late', 'act', 'PT1H'), user('repair'), end()],
        flows: ['start -> act -> end', 'late -> repair -> end'],
      },
      'timed',
    ),
  );
});

const begin = async (processId: string): Promise<EntityKey> => {
  const started = await store.engine.start({ definition: { processId }, variables: {} });
  if (started.answer !== 'started') throw new Error(started.reason);
  return started.processInstanceKey;
};
const due = async (key: EntityKey): Promise<string> => {
  const text = 'select due from timers where instance = $1';
  return (await rig.one<{ due: Date }>(text, instanceOf(key))).due.toISOString();
};
const task = async (key: EntityKey): Promise<EntityKey> => {
  const text = `select key from user_tasks where instance = $1 and state = 'open'`;
  return BigInt((await rig.one<{ key: string }>(text, instanceOf(key))).key);
};

describe('a start of the newest version', () => {
  it('is one of the version that another process deploys between the look-up and the commit', async () => {
    await begin('acting');
    void proxy.before('commit-steps', () => rig.deploy(acting(2)));
    const started = await store.engine.start({ definition: { processId: 'acting' }, variables: {} });
    expect(started).toMatchObject({ answer: 'started', definition: { version: 2 } });
    expect(await rig.all(`select version from process_instances where process_id = 'acting' order by number`)).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
  });

  it('is one of it also where a call activity asks for it', async () => {
    await begin('acting');
    void proxy.before('starts-take-one', () => rig.deploy(acting(3)));
    const parent = instanceOf(await begin('calling'));
    const children = () => rig.all('select version from process_instances where parent_number = $1', parent);
    await until(async () => (await children()).length === 1);
    expect(await children()).toEqual([{ version: 3 }]);
  });

  it('is one of the version that was asked for, where one was', async () => {
    const started = await store.engine.start({ definition: { processId: 'acting', version: 1 }, variables: {} });
    expect(started).toMatchObject({ answer: 'started', definition: { version: 1 } });
  });
});

describe('a due instant', () => {
  it('is by the calendar as another process has changed it, at a start and at a command', async () => {
    expect(await due(await begin('waiting'))).toBe('2025-06-16T06:30:00.000Z');
    await put(everyWeekday());
    expect(await due(await begin('waiting'))).toBe('2025-06-12T06:30:00.000Z');
    const key = await begin('later');
    void proxy.before('commit-steps', () => put(moscow));
    expect(await store.engine.completeTask(await task(key), {})).toEqual({ answer: 'applied' });
    expect(await due(key)).toBe('2025-06-16T06:30:00.000Z');
  });
});

describe('the clock', () => {
  it('set by another process is that of the next command, whatever was remembered', async () => {
    const key = await begin('timed');
    const moved = new Date(WEDNESDAY.getTime() + HOUR / 2);
    await rig.store.engine.clock.pin(moved);
    await store.engine.setVariables(key, { a: 1 }, true);
    expect(await rig.one('select at from inputs where instance = $1 and number = 1', instanceOf(key))).toEqual({
      at: moved,
    });
  });

  it('set by another process while a command is on its way ends the terms before it', async () => {
    const key = await begin('timed');
    const act = await task(key);
    const now = await rig.store.engine.clock.now();
    void proxy.before('commit-steps', () =>
      rig.pool.query('select set_clock($1)', [new Date(now.getTime() + 2 * HOUR)]),
    );
    expect(await store.engine.completeTask(act, {})).toMatchObject({
      answer: 'refused',
      reason: expect.stringContaining(`Its term ended at ${new Date(now.getTime() + HOUR).toISOString()}.`),
    });
  });

  it('that runs again is that of the next command', async () => {
    const key = await begin('acting');
    for (const { number } of await rig.all<{ number: string }>(
      `select number from process_instances where status = 'active' and number <> $1`,
      instanceOf(key),
    ))
      await rig.store.engine.cancel(processInstanceKey(BigInt(number)));
    await rig.store.engine.clock.reset();
    await store.engine.setVariables(key, { a: 1 }, true);
    const { at } = await rig.one<{ at: Date }>(
      'select at from inputs where instance = $1 and number = 1',
      instanceOf(key),
    );
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(10_000);
  });
});
