import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, timerStart, user } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const HOUR = 3_600_000;
let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
});
afterAll(() => rig.close());

const starting = (processId: string, ...timers: readonly string[]) =>
  build(
    {
      elements: [...timers.map((value, i) => timerStart(`at${i}`, value)), user('do'), end()],
      flows: [...timers.map((_, i) => `at${i} -> do`), 'do -> end'],
    },
    processId,
  );

/** Deploys and answers the definition's key and its book. */
async function deploy(processId: string, ...timers: readonly string[]) {
  const [process] = await rig.deploy(starting(processId, ...timers));
  const definition = process!.key;
  const { starts } = await rig.store.timerStarts.book(definition);
  return { definition, starts };
}

/** Instances of a process by their start, when everything that was asked for has been started. */
async function startsOf(processId: string): Promise<readonly { readonly at: Date }[]> {
  await rig.idle();
  return rig.all<{ at: Date }>(
    'select started_at as at from process_instances where process_id = $1 order by started_at',
    processId,
  );
}

describe('the timer starts of a definition', () => {
  it('stand in its book by due instant, counted from the deployment', async () => {
    const before = Date.now();
    const { starts } = await deploy('two', 'PT2H', '2099-01-01T00:00:00Z');
    expect(starts.map(({ element }) => element)).toEqual(['at0', 'at1']);
    expect(starts[0]!.due - before).toBeGreaterThanOrEqual(2 * HOUR);
    expect(starts[0]!.due - before).toBeLessThan(2 * HOUR + 60_000);
    expect(starts[1]!.due).toBe(Date.parse('2099-01-01T00:00:00Z'));
  });

  it('ask for an instance each time and go on to the next turn, without drifting', async () => {
    const { definition, starts } = await deploy('cycle', 'R3/PT1H');
    const first = starts[0]!.due;
    await rig.store.timerStarts.fire(definition, 'at0', first);
    const second = await rig.store.timerStarts.book(definition);
    expect(second.starts).toEqual([{ element: 'at0', due: first + HOUR }]);
    await rig.store.timerStarts.fire(definition, 'at0', first + HOUR);
    await rig.store.timerStarts.fire(definition, 'at0', first + 2 * HOUR);
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([]);
    expect((await startsOf('cycle')).map(({ at }) => at.getTime())).toEqual([first, first + HOUR, first + 2 * HOUR]);
  });

  it('begin a cycle where it says and go on from there', async () => {
    const { definition, starts } = await deploy('begun', 'R2/2099-01-01T00:00:00Z/P1D');
    expect(starts).toEqual([{ element: 'at0', due: Date.parse('2099-01-01T00:00:00Z') }]);
    await rig.store.timerStarts.fire(definition, 'at0', starts[0]!.due);
    const { starts: next } = await rig.store.timerStarts.book(definition);
    expect(next).toEqual([{ element: 'at0', due: Date.parse('2099-01-02T00:00:00Z') }]);
  });

  it('ask once for all turns that were missed, and go on at the next instant of their grid', async () => {
    const { definition } = await deploy('missed', 'R3/PT1H');
    const due = Date.now() - 5.5 * HOUR;
    await rig.pool.query(
      `update timer_starts set due = $2, request = (request::jsonb || jsonb_build_object('from', $3::bigint))::json where definition_key = $1`,
      [definition, new Date(due), due - HOUR],
    );
    await rig.store.timerStarts.fire(definition, 'at0', due);
    expect(await startsOf('missed')).toHaveLength(1);
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([{ element: 'at0', due: due + 6 * HOUR }]);
    // It was one of its repetitions: two are left.
    await rig.store.timerStarts.fire(definition, 'at0', due + 6 * HOUR);
    await rig.store.timerStarts.fire(definition, 'at0', due + 7 * HOUR);
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([]);
    expect(await startsOf('missed')).toHaveLength(3);
  });

  it('ask once for one turn, however often it is fired', async () => {
    const { definition, starts } = await deploy('once', 'R/PT1H');
    const { due } = starts[0]!;
    await Promise.all(Array.from({ length: 6 }, () => rig.store.timerStarts.fire(definition, 'at0', due)));
    await rig.store.timerStarts.fire(definition, 'at0', due);
    expect(await startsOf('once')).toHaveLength(1);
  });

  it('ask for the instance that is due also when the turn after it cannot be computed, and say so until it is fixed', async () => {
    const { definition, starts } = await deploy('stopping', 'R3/PT1H');
    await rig.pool.query(
      `update timer_starts set request = (request::jsonb || '{"calendar": "gone"}')::json where definition_key = $1`,
      [definition],
    );
    await rig.store.timerStarts.fire(definition, 'at0', starts[0]!.due);
    expect((await startsOf('stopping')).map(({ at }) => at.getTime())).toEqual([starts[0]!.due]);
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([]);
    expect((await rig.store.timerStarts.unhosted()).filter((book) => book.definition === definition)).toEqual([]);
    const stopped = async () => (await rig.store.verify()).stoppedTimerStarts;
    expect(await stopped()).toEqual([
      {
        definition: definition.toString(),
        processId: 'stopping',
        element: 'at0',
        error: 'There is no calendar «gone»',
      },
    ]);
    await deploy('stopping', 'PT5H');
    expect(await stopped()).toEqual([]);
  });

  it('go on where they stopped when their process is deployed again unchanged', async () => {
    const process = starting('resuming', 'R3/PT1H');
    const file = { name: 'resuming.bpmn', content: Buffer.from('resuming') };
    const deployed = () => rig.store.engine.deploy([{ file, processes: [process] }], undefined);
    const definition = (await deployed()).processes[0]!.key;
    const [first] = (await rig.store.timerStarts.book(definition)).starts;
    const inCalendar = (change: string) =>
      rig.pool.query(`update timer_starts set request = (request::jsonb ${change})::json where definition_key = $1`, [
        definition,
      ]);
    await inCalendar(`|| '{"calendar": "gone"}'`);
    await rig.store.timerStarts.fire(definition, 'at0', first!.due);
    await deployed();
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([]);

    await inCalendar(`- 'calendar'`);
    await deployed();
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([{ element: 'at0', due: first!.due + HOUR }]);
    expect((await rig.store.verify()).stoppedTimerStarts).toEqual([]);
  });

  it('are taken over by a newer version', async () => {
    const old = await deploy('versions', 'PT1H');
    const { definition, starts } = await deploy('versions', 'PT5H');
    expect((await rig.store.timerStarts.book(old.definition)).starts).toEqual([]);
    await rig.store.timerStarts.fire(old.definition, 'at0', old.starts[0]!.due);
    expect(await startsOf('versions')).toEqual([]);
    await rig.store.timerStarts.fire(definition, 'at0', starts[0]!.due);
    expect(await startsOf('versions')).toHaveLength(1);
    await rig.deploy(build({ elements: [start(), end()], flows: ['start -> end'] }, 'versions'));
    expect((await rig.store.timerStarts.book(definition)).starts).toEqual([]);
  });

  it('wait for a workflow until one is there, and again when their book has changed in between', async () => {
    const { definition } = await deploy('hosted', 'PT1H');
    const found = (await rig.store.timerStarts.unhosted()).find((book) => book.definition === definition)!;
    const unhosted = async () =>
      (await rig.store.timerStarts.unhosted()).some((book) => book.definition === definition);

    await rig.pool.query('update timer_starts set hosted = false where definition_key = $1', [definition]);
    await rig.store.timerStarts.hosted(found);
    expect(await unhosted()).toBe(true);

    const again = (await rig.store.timerStarts.unhosted()).find((book) => book.definition === definition)!;
    await rig.store.timerStarts.hosted(again);
    expect(await unhosted()).toBe(false);
  });
});
