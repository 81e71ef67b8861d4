import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, timerCatch } from '../../bpmn/test-support/elements.js';
import { expression } from '../../bpmn/test-support/expression.js';
import { moscow } from '../../regulations/test-support/calendars.js';
import { inTransaction } from '../../engine/index.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';

let test: TestStore;
const put = (calendar: typeof moscow): Promise<void> =>
  inTransaction(test.pool, (client) => test.store.calendars.put(client, calendar, new Date(0)));

/** A process that waits for a working hour of the calendar its variable names. */
const waiting = () => {
  const pause = timerCatch('pause', 'PT1H');
  const { timer } = pause.more as { timer: object };
  const inCalendar = { ...pause, more: { ...pause.more, timer: { ...timer, calendar: expression('=calendar') } } };
  return build({ elements: [start(), inCalendar, end()], flows: ['start -> pause -> end'] }, 'waiting');
};

beforeAll(async () => {
  test = await openTestStore({ testClock: true });
  await put(moscow);
  await test.deploy(waiting());
  await test.store.engine.clock.pin(new Date('2025-06-11T17:30:00+03:00'));
});
afterAll(() => test.close());

const due = async (instance: bigint): Promise<string> =>
  (await test.one<{ due: Date }>('select due from timers where instance = $1', instance)).due.toISOString();

describe('calendars in force', () => {
  it('decide when a timer is due', async () => {
    const instance = await test.start('waiting', { calendar: 'moscow' });
    expect(await due(instance)).toBe('2025-06-16T06:30:00.000Z');
  });

  it('count as they are at the commit, also right after a change', async () => {
    const [version] = moscow.versions;
    await put({ ...moscow, versions: [{ ...version!, exceptions: {} }] });
    const instance = await test.start('waiting', { calendar: 'moscow' });
    expect(await due(instance)).toBe('2025-06-12T06:30:00.000Z');
    await put(moscow);
  });

  it('leave an incident where a timer names one that is not there, until it is and the incident is resolved', async () => {
    const instance = await test.start('waiting', { calendar: 'later' });
    await test.idle();
    const incident = await test.one<{ key: string }>(
      `select key, type, element_id, message, rule, parameters, state from incidents where instance = $1`,
      instance,
    );
    expect(incident).toMatchObject({
      type: 'EXTRACT_VALUE_ERROR',
      element_id: 'pause',
      message: 'Timer pause: There is no calendar «later»',
      rule: 'timer-unknown-calendar',
      parameters: { element: 'pause', calendar: 'later' },
      state: 'active',
    });
    await put({ ...moscow, code: 'later' });
    expect(await test.store.engine.resolveIncident(BigInt(incident.key))).toEqual({ answer: 'applied' });
    expect(await due(instance)).toBe('2025-06-16T06:30:00.000Z');
    expect((await test.store.verify()).faults).toEqual([]);
  });

  it('keep their revision when nothing changes', async () => {
    const revision = () => test.one<{ revision: number }>('select revision from work_calendars');
    const before = await revision();
    await put(moscow);
    expect(await revision()).toEqual(before);
  });
});
