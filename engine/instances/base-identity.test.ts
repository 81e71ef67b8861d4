import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ verify: 'end' });
let rig: TestStore;
beforeAll(async () => {
  ({ rig } = suite());
  await rig.deploy(build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'));
});

const TABLES = ['process_instances', 'inboxes', 'inputs', 'steps', 'variables'];

/** Runs something and then puts the database back, as a fail-over to a server does that has not got it yet. */
async function lostByFailOver(work: () => Promise<unknown>): Promise<void> {
  for (const table of TABLES) await rig.pool.query(`create table kept_${table} as select * from ${table}`);
  await work();
  for (const table of TABLES) {
    const { rows } = await rig.pool.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
      [table],
    );
    const columns = rows[0]!.columns;
    await rig.pool.query(`delete from ${table}`);
    await rig.pool.query(`insert into ${table} (${columns}) select ${columns} from kept_${table}`);
    await rig.pool.query(`drop table kept_${table}`);
  }
}

describe('a remembered head', () => {
  it('of a step that the database has lost does not overwrite another step with the same number', async () => {
    const instance = await rig.start('acting');
    const key = processInstanceKey(instance);
    const set = (store: TestStore['store'], variables: object) =>
      store.engine.setVariables(key, { ...variables }, true);
    await lostByFailOver(() => set(rig.store, { lost: 1 }));
    expect(await set(rig.another(), { kept: 2 })).toEqual({ answer: 'applied' });
    const numbers = () => rig.one('select step from process_instances where number = $1', instance);
    expect(await numbers()).toEqual({ step: 2 });
    expect(await set(rig.store, { later: 3 })).toEqual({ answer: 'applied' });
    expect(await numbers()).toEqual({ step: 3 });
    expect(await rig.store.engine.visibleVariables(key)).toEqual({ kept: 2, later: 3 });
    expect((await rig.store.verify()).faults).toEqual([]);
  });

  it('is none for a start: two of the same number are one', async () => {
    const instance = await rig.start('acting');
    const { rows } = await rig.pool.query<{ head: Record<string, unknown> }>(
      `select jsonb_build_object('instance', p.number, 'base', 0, 'base_token', 0, 'token', 7, 'kernel', 1, 'next', 0, 'own', 0,
         'exact', false, 'emptied', true, 'worker', false, 'light', true, 'state', p.state, 'status', 'active', 'at', 0,
         'inputs', '[]'::json, 'decided', '{}'::json, 'journal', '[]'::json, 'clock', (select epoch from clock),
         'opening', jsonb_build_object('definition', p.definition_key, 'processId', p.process_id, 'version', 1, 'hash', p.hash,
           'tags', '[]'::jsonb)) as head
       from process_instances p where p.number = $1`,
      [instance],
    );
    const again = rig.pool.query('select commit_steps($1, $2)', [JSON.stringify([rows[0]!.head]), '{}']);
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'process_instances_pkey' });
  });
});
