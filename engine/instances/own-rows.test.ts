import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  messageCatch,
  ownActivity,
  parallel,
  service,
  start,
  timerCatch,
  user,
} from '../../bpmn/test-support/elements.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ verify: 'never' });
let rig: TestStore;
/** The second number has all bits of the first one: a local number that is too large leads from one to the other. */
let own: bigint;
let other: bigint;

beforeAll(async () => {
  ({ rig } = suite());
  const waits = ['job', 'task', 'pause', 'robot', 'hear', 'broken'];
  await rig.deploy(
    build(
      {
        elements: [
          ...[
            start(),
            parallel('fork'),
            service('job'),
            user('task'),
            timerCatch('pause', 'PT10H'),
            ownActivity('robot'),
          ],
          ...[messageCatch('hear', 'note', '="k"'), service('broken', { retries: '=nothing.there' }), end()],
        ],
        flows: ['start -> fork', ...waits.map((id) => `fork -> ${id} -> end`)],
      },
      'everything',
    ),
  );
  do [own, other] = [await rig.start('everything'), await rig.start('everything')];
  while ((own | other) !== other);
});

/** What a write list says of something of the other instance, as if it were of this one. */
const LISTS: readonly (readonly [list: string, table: string, changed: string, more: object])[] = [
  ['elementsEnded', 'element_instances', 'state', { state: 'completed', endedAt: 5 }],
  ['jobsChanged', 'jobs', 'state', { state: 'completed' }],
  ['tasksChanged', 'user_tasks', 'state', { state: 'completed' }],
  ['timersCancelled', 'timers', 'wait', {}],
  ['activitiesEnded', 'temporal_activities', 'wait', {}],
  ['incidentsCleared', 'incidents', 'state', {}],
  ['subscriptionsClosed', 'message_subscriptions', 'state', {}],
];

describe('a step', () => {
  it.each(LISTS)('never writes a row of another instance by its %s', async (list, table, changed, more) => {
    const rows = () =>
      rig.all<{ key: string }>(`select key, ${changed} from ${table} where instance = $1 order by key`, other);
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    const write = (instance: bigint) =>
      rig.pool.query('select write_rows($1, $2)', [
        [instance],
        JSON.stringify({
          // OR gives the key of the other one's row.
          [list]: before.map(({ key }) => ({ i: instance.toString(), local: key, wait: 'x', ...more })),
        }),
      ]);
    await write(own);
    expect(await rows()).toEqual(before);
    await write(other);
    expect(await rows()).not.toEqual(before);
  });
});
