import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, timerCatch } from '../../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../../../engine/index.js';
import { until } from '../../../engine/test-support/until.js';
import { endLeftOver, findLeftOver, findStranded } from '../../../worker/verify/workflows.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

let rig: TemporalRig;

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  await rig.deploy(
    build({ elements: [start(), timerCatch('long', 'P1D'), end()], flows: ['start -> long -> end'] }, rig.taskQueue),
  );
}, 120_000);

afterAll(() => rig.close(), 60_000);

/** Others use the same server. */
const leftOver = async () => (await findLeftOver(rig.store, rig.client)).filter((id) => id.startsWith(rig.taskQueue));

it('finds an instance whose workflow was ended from outside, until it has the next one', async () => {
  const worker = await rig.startWorker();
  const instance = await rig.start(rig.taskQueue);
  const workflowId = await rig.running(instance);
  await until(
    async () => (await rig.all(`select 1 from process_instances where tell_at > now() + interval '1 h'`)).length === 1,
  );
  expect(await findStranded(rig.store, rig.client)).toEqual([]);
  await rig.client.workflow.getHandle(workflowId).terminate('by hand');
  const stranded = { instance: `${instance}`, workflowId, status: 'TERMINATED' };
  expect(await findStranded(rig.store, rig.client)).toEqual([stranded]);

  await rig.store.outbox.tellNow(stranded.instance);
  await until(async () => (await rig.workflowOf(instance)) !== workflowId);
  await rig.running(instance);
  expect(await findStranded(rig.store, rig.client)).toEqual([]);
  expect(await leftOver()).toEqual([]);
  await worker.stop();
}, 60_000);

it('finds a workflow whose instance has ended, until it has looked', async () => {
  const first = await rig.startWorker();
  const instance = await rig.start(rig.taskQueue);
  const workflowId = await rig.running(instance);
  await first.stop();
  await rig.store.engine.cancel(processInstanceKey(instance));
  expect(await leftOver()).toEqual([]);
  await rig.pool.query('update process_instances set tell_at = null where number = $1', [instance]);
  await until(async () => (await leftOver()).length === 1);
  expect(await leftOver()).toEqual([workflowId]);

  const second = await rig.startWorker();
  await endLeftOver(rig.client, [workflowId]);
  await rig.client.workflow.getHandle(workflowId).result();
  expect(await leftOver()).toEqual([]);
  await second.stop();
}, 60_000);
