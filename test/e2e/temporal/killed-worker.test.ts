import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, timerBoundary, timerCatch, user } from '../../../bpmn/test-support/elements.js';
import { processInstanceKey, type ActivityInput } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { EngineProcess, type EngineOptions } from './engine-process.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

const root = join(import.meta.dirname, '../../..');

let rig: TemporalRig;
let options: EngineOptions;
let first: EngineProcess | undefined;
let second: EngineProcess | undefined;
let letAnswer: () => void;
const mayAnswer = new Promise<void>((resolve) => (letAnswer = resolve));
const asked: string[] = [];

const activities = {
  wait({ wait, processInstance }: ActivityInput) {
    asked.push(`${processInstance} ${wait}`);
    return mayAnswer.then(() => ({ answered: true }));
  },
  after({ wait, processInstance }: ActivityInput) {
    asked.push(`${processInstance} ${wait}`);
    return Promise.resolve({});
  },
};

beforeAll(async () => {
  installRuntime();
  const temporalAddress = await testTemporalAddress();
  rig = await openTemporalRig(temporalAddress);
  const bundle = join(root, 'dist/workflow-bundle.js');
  options = { databaseUrl: rig.url, temporalAddress, taskQueue: rig.taskQueue, bundle };
  await rig.startRobots(activities);
  const process = (id: string, flow: string, ...elements: Parameters<typeof build>[0]['elements']) =>
    build({ elements: [start(), ...elements, end()], flows: [flow] }, id);
  await rig.deploy(
    process('timed', 'start -> pause -> check -> end', timerCatch('pause', 'PT4S'), user('check')),
    process('answered', 'start -> wait -> after -> check -> end', rig.robot('wait'), rig.robot('after'), user('check')),
    process('ending', 'start -> wait -> end', rig.robot('wait')),
    build(
      {
        elements: [start(), user('check'), timerBoundary('limit', 'check', 'PT4S', false), user('late'), end()],
        flows: ['start -> check -> end', 'limit -> late -> end'],
      },
      'noted',
    ),
  );
}, 120_000);

afterAll(async () => {
  await first?.kill();
  await second?.kill();
  await rig.close();
}, 60_000);

const markers = async (workflowId: string) =>
  ((await rig.client.workflow.getHandle(workflowId).fetchHistory()).events ?? []).filter(
    (event) => event.markerRecordedEventAttributes,
  ).length;

const stepOf = async (instance: bigint) =>
  (await rig.one<{ step: number }>('select step from process_instances where number = $1', instance)).step;

it('a worker that is killed between a step and its workflow task is followed by the next one', async () => {
  first = await EngineProcess.start(options);
  const timed = await rig.start('timed');
  const answered = await rig.start('answered');
  const ending = await rig.start('ending');
  const noted = await rig.start('noted');
  const all = [timed, answered, ending, noted];
  for (const instance of all) await rig.running(instance);
  await until(() => asked.length === 2, 30_000, 'the activities have begun');
  await until(() => all.every((instance) => first!.advanced.has(`${instance}`)), 30_000, 'all workflows have looked');

  // The last steps: each of these is in Postgres and in no history.
  first.dieAfterAdvancing(all);
  letAnswer();
  await first.ended;
  const steps = await Promise.all(all.map(stepOf));
  expect(steps).toEqual([2, 2, 2, 2]);
  expect(await rig.statusOf(ending)).toBe('completed');
  const seen = await Promise.all(all.map(async (instance) => markers((await rig.workflowOf(instance))!)));
  expect(seen).toEqual([1, 1, 1, 1]);

  // Meanwhile people go on.
  expect(await rig.store.engine.setVariables(processInstanceKey(noted), { a: 1 }, true)).toEqual({ answer: 'applied' });
  expect(await rig.complete(timed, 'check')).toBe('applied');
  expect(await rig.complete(noted, 'late')).toBe('applied');

  second = await EngineProcess.start(options);
  expect(await rig.complete(answered, 'check')).toBe('applied');
  expect(await rig.complete(noted, 'check')).toBe('applied');
  for (const instance of all) {
    await rig.ended(instance);
    await rig.client.workflow.getHandle((await rig.workflowOf(instance))!).result();
    expect(await rig.workflowOf(instance)).toMatch(/\.0$/);
  }
  // The answer was told once more, and taken once.
  expect(second.advanced.get(`${answered}`)![0]).toBe(1);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toHaveLength(3);
  const completed = await rig.all(
    `select 1 from steps s, json_array_elements(s.inputs) i where s.instance = $1 and i->>'kind' = 'activity.completed'`,
    answered,
  );
  expect(completed).toHaveLength(2);
  expect(await rig.faults()).toEqual([]);
  expect(first.printed + second.printed).not.toMatch(/TMPRL1100|nondeterminism/i);
}, 180_000);
