import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, user } from '../../../bpmn/test-support/elements.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

let rig: TemporalRig;
/** How often each activity has run. */
const ran = { first: 0, second: 0 };

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  await rig.deploy(
    build(
      {
        elements: [start(), rig.robot('first'), user('act'), rig.robot('second'), end()],
        flows: ['start -> first -> act -> second -> end'],
      },
      rig.taskQueue,
    ),
  );
}, 120_000);

afterAll(() => rig.close(), 60_000);

it('a workflow that was reset to its begin goes on from where its instance stands', async () => {
  const worker = await rig.startWorker();
  const robots = await rig.startRobots({
    first: () => Promise.resolve({ n: ++ran.first }),
    second: () => Promise.resolve({ n: ++ran.second }),
  });
  const instance = await rig.start(rig.taskQueue);
  await rig.open(instance, 'act');
  const workflowId = await rig.running(instance);

  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  const completed = events!.find(({ workflowTaskCompletedEventAttributes: it }) => it !== undefined && it !== null);
  await rig.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId },
    reason: 'by hand',
    requestId: randomUUID(),
    workflowTaskFinishEventId: completed!.eventId!,
  });

  expect(await rig.complete(instance, 'act')).toBe('applied');
  await rig.ended(instance);
  await rig.client.workflow.getHandle(workflowId).result();
  // What the instance has got is not asked for again.
  expect(ran).toEqual({ first: 1, second: 1 });
  const inputs = 'select kind, outcome from inputs where instance = $1 order by number';
  expect(await rig.all(inputs, instance)).toEqual([
    { kind: 'start', outcome: 'applied' },
    { kind: 'task.completed', outcome: 'applied' },
  ]);
  expect(await rig.faults()).toEqual([]);
  await robots.stop();
  await worker.stop();
}, 60_000);
