import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  messageBoundary,
  parallel,
  service,
  start,
  timerBoundary,
  user,
} from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build(
      {
        elements: [
          start(),
          parallel('fork'),
          service('work'),
          user('check'),
          service('broken', { retries: '=nothing.there' }),
          timerBoundary('limit', 'work', 'PT1H', false),
          messageBoundary('note', 'work', 'note', '="k"', false),
          end(),
        ],
        flows: ['start -> fork', 'fork -> work -> end', 'fork -> check -> end', 'fork -> broken -> end'],
      },
      'other',
    ),
  );
});
afterAll(() => rig.close());

/** Tables with rows that a step changes, and the list of `apply_writes` that changes them. */
const changes: readonly { readonly table: string; readonly list: string; readonly change?: object }[] = [
  { table: 'element_instances', list: 'elementsEnded', change: { state: 'completed', endedAt: 0 } },
  { table: 'jobs', list: 'jobsChanged', change: { state: 'completed' } },
  { table: 'user_tasks', list: 'tasksChanged', change: { state: 'completed' } },
  { table: 'timers', list: 'timersCancelled' },
  { table: 'message_subscriptions', list: 'subscriptionsClosed' },
  { table: 'incidents', list: 'incidentsCleared' },
];

it.each(changes)(
  '$table of another instance are left alone, whatever local number a step gives',
  async ({ table, list, change }) => {
    const instance = await rig.start('other');
    const rows = () => rig.all<{ key: string }>(`select * from ${table} where instance = $1 order by key`, instance);
    const before = await rows();
    expect(before).not.toEqual([]);
    // Local numbers beyond their 23 bits reach into the numbers of instances.
    const locals = before.map(({ key }) => (change ? { local: Number(key), ...change } : Number(key)));
    const writes = JSON.stringify({ [list]: locals });
    await rig.pool.query(`select apply_writes(0, 'other', 0, 1, now(), 'active', $1)`, [writes]);
    expect(await rows()).toEqual(before);
  },
);
