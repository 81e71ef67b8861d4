import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  call,
  end,
  messageBoundary,
  ownActivity,
  parallel,
  service,
  start,
  timerBoundary,
  user,
} from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
let instance: bigint;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'child'),
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          service('work'),
          timerBoundary('limit', 'work', 'PT1H', false),
          messageBoundary('note', 'work', 'note', '="k"', false),
          user('check'),
          ownActivity('robot'),
          call('call', 'child'),
          service('broken', { retries: '=nothing.there' }),
          end(),
        ],
        flows: ['start -> fork', ...['work', 'check', 'robot', 'call', 'broken'].map((id) => `fork -> ${id} -> end`)],
      },
      'everything',
    ),
  );
  instance = await rig.start('everything', { amount: 1 });
  await rig.deliver(instance, 'variables.set', { scope: 'e1', local: true, variables: { amount: 2 } });
  await rig.idle();
});
afterAll(() => rig.close());

const faults = async () => (await rig.store.verify()).faults.map(({ fault }) => fault);

/** What the checker says about a change, which is taken back afterwards. */
async function withFault(table: string, statement: string): Promise<string[]> {
  await rig.pool.query(`create table kept as select * from ${table}`);
  try {
    const { rowCount } = await rig.pool.query(statement.replaceAll('$1', instance.toString()));
    expect(rowCount).toBeGreaterThan(0);
    return await faults();
  } finally {
    await rig.pool.query(`delete from ${table}`);
    await rig.pool.query(`insert into ${table} select * from kept`);
    await rig.pool.query('drop table kept');
  }
}

describe('the checker', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await rig.store.verify()).toEqual({
      instances: 2,
      steps: 3,
      unreplayedSteps: 0,
      inputs: 3,
      openInputs: 0,
      faults: [],
      failedStarts: [],
      stoppedTimerStarts: [],
    });
  });

  const planted: readonly (readonly [what: string, table: string, statement: string, said: RegExp])[] = [
    [
      'a job that is closed',
      'jobs',
      `update jobs set state = 'completed' where instance = $1`,
      /^open jobs: rows –, state j/,
    ],
    ['a job that is lost', 'jobs', `delete from jobs where instance = $1`, /^open jobs/],
    [
      'a task that is closed',
      'user_tasks',
      `update user_tasks set state = 'cancelled' where instance = $1`,
      /^open user tasks/,
    ],
    ['a timer that is lost', 'timers', `delete from timers where instance = $1`, /^open timers/],
    [
      'a timer of nobody',
      'timers',
      `insert into timers select key + 50, instance, 't90', due, request, element_id, element_instance_key from timers where instance = $1`,
      /^open timers/,
    ],
    [
      'a subscription that is closed',
      'message_subscriptions',
      `update message_subscriptions set state = 'closed' where instance = $1`,
      /^open subscriptions/,
    ],
    [
      'a subscription of nobody',
      'message_subscriptions',
      `update message_subscriptions set wait = 'm90' where instance = $1`,
      /^open subscriptions/,
    ],
    [
      'a Temporal activity that is lost',
      'temporal_activities',
      `delete from temporal_activities where instance = $1`,
      /^open Temporal activities/,
    ],
    [
      'an incident that is resolved',
      'incidents',
      `update incidents set state = 'resolved' where instance = $1`,
      /^open incidents/,
    ],
    [
      'an element that has ended',
      'element_instances',
      `update element_instances set state = 'completed' where instance = $1 and scope is null`,
      /^open elements/,
    ],
    [
      'a variable that is lost',
      'variables',
      `delete from variables where instance = $1`,
      /^the variable amount of scope e1 has no row/,
    ],
    [
      'a variable with another value',
      'variables',
      `update variables set value = '3' where instance = $1`,
      /^the variable amount of scope e1 differs/,
    ],
    [
      'a child that is lost',
      'process_instances',
      `update process_instances set parent_number = null where parent_number = $1`,
      /^there is no child of c/,
    ],
    [
      'a child that is not waited for',
      'process_instances',
      `update process_instances set parent_wait = 'c90' where parent_number = $1`,
      /^the child of c90 runs and is not waited for/,
    ],
    [
      'a state that was changed',
      'process_instances',
      `update process_instances set state = replace(state::text, '"amount":2', '"amount":5')::json where number = $1`,
      /^the state is not what its steps give/,
    ],
    [
      'a status that was changed',
      'process_instances',
      `update process_instances set status = 'completed' where number = $1`,
      /^is completed in its row and active in its state/,
    ],
    [
      'a step that is lost',
      'steps',
      `delete from steps where instance = $1 and step = 1`,
      /^stands at step 2, 1 are stored/,
    ],
    [
      'a journal that was changed',
      'steps',
      `update steps set journal = '[]' where instance = $1 and step = 0`,
      /^step 0: journal entry 0/,
    ],
    [
      'an outcome that was changed',
      'inputs',
      `update inputs set outcome = 'rejected' where instance = $1 and number = 1`,
      /^input 1 is rejected, its step says applied/,
    ],
    [
      'an outcome that is lost',
      'inputs',
      `update inputs set outcome = null where instance = $1 and number = 1`,
      /^input 1 is open, its step says applied/,
    ],
    [
      'an input that is lost',
      'inputs',
      `delete from inputs where instance = $1 and number = 1`,
      /^input 1 was taken and is not there/,
    ],
    [
      'an input that was changed',
      'inputs',
      `update inputs set content = '{}' where instance = $1 and number = 1`,
      /^input 1 is not what was taken/,
    ],
    [
      'an input that was taken twice',
      'steps',
      `update steps set inputs = json_build_array(inputs->0, inputs->0) where instance = $1 and step = 1`,
      /^input 1 was taken more than once/,
    ],
    [
      'an input that nobody will step',
      'inputs',
      `insert into inputs (instance, number, kind, content, at) values ($1, 2, 'cancel', '{}', now())`,
      /^input 2 is open and not marked unsent/,
    ],
    [
      'a number that was given out twice',
      'inboxes',
      `update inboxes set next_number = 1 where instance = $1`,
      /^the next input is 1, 2 are there/,
    ],
    [
      'an instant that runs backwards',
      'steps',
      `update steps set inputs = jsonb_set(inputs::jsonb, '{0,at}', '1')::json where instance = $1 and step = 1`,
      /^an input of 1970-01-01T00:00:00.001Z was taken after a later one/,
    ],
    [
      'a timer that Temporal will not hear of',
      'process_instances',
      `update process_instances set tell_at = null where number = $1`,
      /^waits for Temporal and nobody will tell its workflow/,
    ],
    [
      'a timer that Temporal will hear of much too late',
      'process_instances',
      `update process_instances set tell_at = clock_timestamp() + interval '2 hours' where number = $1`,
      /^waits for Temporal and nobody will tell its workflow in time/,
    ],
    [
      'a row that another step has written',
      'process_instances',
      `update process_instances set token = token + 1 where number = $1`,
      /^its token is not that of its last step/,
    ],
    [
      'a gap in the numbers',
      'inputs',
      `update inputs set number = 2 where instance = $1 and number = 1`,
      /^input 1 is missing/,
    ],
  ];
  it.each(planted)('finds %s', async (_what, table, statement, said) => {
    expect(await withFault(table, statement)).toContainEqual(expect.stringMatching(said));
    expect(await faults()).toEqual([]);
  });

  it('does not replay steps by rules that it does not have, nor what came after them, and says how many', async () => {
    const changed = `update steps set kernel = 99, journal = '[]' where instance = $1 and step = 0`;
    await rig.pool.query('create table kept as select * from steps');
    await rig.pool.query(changed.replace('$1', instance.toString()));
    expect(await rig.store.verify()).toMatchObject({ faults: [], unreplayedSteps: 2 });
    await rig.pool.query('delete from steps; insert into steps select * from kept; drop table kept');
  });

  it('finds nothing wrong while the engine works', async () => {
    let working = true;
    const found: string[] = [];
    const checking = (async () => {
      while (working) found.push(...(await faults()));
    })();
    for (let round = 0; round < 15; round++) {
      const other = await rig.start('everything', { amount: round });
      await rig.deliver(other, 'variables.set', { scope: 'e1', local: true, variables: { amount: -round } });
      await rig.one(`select publish_message('note', 'k', null, '{}', now(), 60000)`);
      await rig.deliver(other, 'cancel');
    }
    await rig.idle();
    working = false;
    await checking;
    expect(found).toEqual([]);
  });
});
