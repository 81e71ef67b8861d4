import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, user } from '../../../bpmn/test-support/elements.js';
import type { Store } from '../../../desk/index.js';
import type { ActivityInput } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

const TURNS = 12;
const AT_ONCE = 6;
let rig: TemporalRig;
const answered = new Map<string, number>();
/** Activities that do not answer before they were begun twice: their workflow has continued as new meanwhile. */
const begun = new Map<string, number>();

const activities = {
  answer({ wait }: ActivityInput) {
    answered.set(wait, (answered.get(wait) ?? 0) + 1);
    return Promise.resolve({});
  },
  endure({ wait }: ActivityInput) {
    begun.set(wait, (begun.get(wait) ?? 0) + 1);
    return begun.get(wait) === 1 ? Context.current().cancelled : Promise.resolve({});
  },
};

let slowed = false;
/** Steps the first answer of all when the workflow has heard the others too: they come while it is stepped. */
const slowly = (store: Store): Store => ({
  ...store,
  async advance(instance, told, ...rest) {
    if (told.length > 0 && !slowed) {
      slowed = true;
      await until(async () => (await answersHeard(BigInt(instance))) === AT_ONCE, 60_000);
    }
    return store.advance(instance, told, ...rest);
  },
});

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  await Promise.all([
    rig.startWorker({ historyLimits: { long: 22, longest: 40 }, between: slowly }),
    rig.startRobots(activities),
  ]);
  const each = (count: number, sequential: boolean) => ({
    multi: { items: `=for i in 1..${count} return i`, element: 'item', sequential },
  });
  await rig.deploy(
    build(
      {
        elements: [start('begin'), rig.robot('answer', each(AT_ONCE, false)), user('check'), end()],
        flows: ['begin -> answer -> check -> end'],
      },
      'together',
    ),
    build(
      {
        elements: [start(), rig.robot('answer', each(TURNS, true)), user('check'), end()],
        flows: ['start -> answer -> check -> end'],
      },
      'in-turn',
    ),
    build(
      {
        elements: [start(), rig.robot('endure'), rig.robot('answer', each(TURNS, true)), user('check'), end()],
        flows: ['start -> endure -> check -> end', 'start -> answer -> end'],
      },
      'beside',
    ),
  );
}, 120_000);

afterAll(async () => {
  expect(await rig.faults()).toEqual([]);
  await rig.close();
}, 60_000);

const eventsOf = async (instance: bigint, runId?: string) =>
  (await rig.client.workflow.getHandle((await rig.workflowOf(instance))!, runId).fetchHistory()).events ?? [];

/** Answers of activities in the history of the newest run: none comes into it while a workflow task is open. */
const answersHeard = async (instance: bigint): Promise<number> =>
  (await eventsOf(instance)).filter((event) => event.activityTaskCompletedEventAttributes).length;

/** How often the workflow of an instance has continued as new. */
async function continuations(instance: bigint): Promise<number> {
  let count = 0;
  for (let runId: string | undefined; ; count++) {
    const events = await eventsOf(instance, runId);
    runId = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    if (runId === undefined) return count;
  }
}

it('carries answers over that came while another was stepped', async () => {
  const instance = await rig.start('together');
  await rig.complete(instance, 'check');
  await rig.ended(instance);
  expect([...answered.values()]).toEqual(Array.from({ length: AT_ONCE }, () => 1));
  expect(await continuations(instance)).toBeGreaterThanOrEqual(1);
}, 120_000);

it('goes on with activities in turn, each asked once', async () => {
  answered.clear();
  const instance = await rig.start('in-turn');
  await rig.complete(instance, 'check');
  await rig.ended(instance);
  expect([...answered.values()]).toEqual(Array.from({ length: TURNS }, () => 1));
  expect(await continuations(instance)).toBeGreaterThan(1);
}, 60_000);

it('runs an activity again that is still open when the history is too long', async () => {
  const instance = await rig.start('beside');
  await rig.complete(instance, 'check');
  await rig.ended(instance);
  expect([...begun.values()][0]).toBeGreaterThanOrEqual(2);
  expect(await continuations(instance)).toBeGreaterThanOrEqual(1);
}, 60_000);
