import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../../bpmn/test-support/build.js';
import { end, start, timerBoundary, timerCatch, user } from '../../../bpmn/test-support/elements.js';
import { until } from '../../../engine/test-support/until.js';
import { OVERVIEW, type Overview } from '../../../workflows/process-instance/messages.js';
import { testTemporalAddress } from '../../environment/temporal.js';
import { installRuntime, openTemporalRig, type TemporalRig } from './rig.js';

const DAY_MS = 86_400_000;
/** Temporal is told a delay, not an instant: what passes on the way there is lost. Little beside days. */
const ABOUT_MS = 600_000;

let rig: TemporalRig;

beforeAll(async () => {
  installRuntime();
  rig = await openTemporalRig(await testTemporalAddress());
  await rig.startWorker();
  await rig.deploy(
    build(
      {
        elements: [start(), timerCatch('pause', 'PT2S'), user('check'), end()],
        flows: ['start -> pause -> check -> end'],
      },
      'pausing',
    ),
    build(
      {
        elements: [start(), user('check'), timerBoundary('limit', 'check', 'P3D'), user('late'), end()],
        flows: ['start -> check -> end', 'limit -> late -> end'],
      },
      'limited',
    ),
  );
}, 120_000);

afterAll(async () => {
  expect(await rig.faults()).toEqual([]);
  await rig.close();
}, 60_000);

const dueOf = async (instance: bigint): Promise<number> => {
  const row = await rig.one<{ due: Date }>('select due from timers where instance = $1', instance);
  return row.due.getTime();
};

describe('a timer of seconds', () => {
  it('fires when it is due, and its workflow ends with the instance', async () => {
    const instance = await rig.start('pausing');
    const due = await dueOf(instance);
    const task = await rig.open(instance, 'check');
    const { created_at: fired } = await rig.one<{ created_at: Date }>(
      'select created_at from user_tasks where key = $1',
      task,
    );
    expect(fired.getTime()).toBeGreaterThanOrEqual(due);
    const workflowId = await rig.running(instance);
    expect(workflowId).toBe(`pausing#${instance}.0`);

    expect(await rig.complete(instance, 'check')).toBe('applied');
    await rig.client.workflow.getHandle(workflowId).result();
    const { tell_at: tell } = await rig.one<{ tell_at: Date | null }>(
      'select tell_at from process_instances where number = $1',
      instance,
    );
    expect(tell).toBeNull();
  }, 60_000);
});

describe('a timer of days', () => {
  it('is known to Temporal, and to an operator there', async () => {
    const instance = await rig.start('limited', {}, { businessId: 'secret-person' });
    const due = await dueOf(instance);
    const workflowId = await rig.running(instance);
    const handle = rig.client.workflow.getHandle(workflowId);
    await until(async () => ((await handle.query<Overview>(OVERVIEW)).timer ?? '') !== '');

    const { timer, ...overview } = await handle.query<Overview>(OVERVIEW);
    expect(Math.abs(Date.parse(timer!) - due)).toBeLessThan(ABOUT_MS);
    const details = [
      'status: active',
      'waits for: user task check, 1 timer',
      `due next: ${new Date(due).toISOString()}`,
    ];
    expect(overview).toEqual({ instance: `${instance}`, activities: [], details: details.join('\n\n') });

    const described = await handle.describe();
    expect(await described.staticSummary()).toBe(`limited · ${instance}`);
    const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    expect(metadata.currentDetails).toBe(details.join('\n\n'));
    const { events = [] } = await handle.fetchHistory();
    const armed = (events ?? []).find((event) => event.timerStartedEventAttributes);
    const delay = Number(armed!.timerStartedEventAttributes!.startToFireTimeout!.seconds) * 1_000;
    expect(Math.abs(delay - 3 * DAY_MS)).toBeLessThan(ABOUT_MS);
    const summary = Buffer.from(armed!.userMetadata!.summary!.data!).toString();
    expect(Math.abs(Date.parse(/due (\S+)"/.exec(summary)![1]!) - due)).toBeLessThan(ABOUT_MS);
    expect(JSON.stringify(events)).not.toContain('secret-person');
  }, 60_000);

  it('that is cancelled before it is told never reaches it', async () => {
    const instance = await rig.start('limited');
    await rig.pool.query(`update process_instances set tell_at = tell_at + interval '1 hour' where number = $1`, [
      instance,
    ]);
    expect(await rig.complete(instance, 'check')).toBe('applied');
    await rig.ended(instance);
    expect(await rig.one('select tell_at, workflow_id from process_instances where number = $1', instance)).toEqual({
      tell_at: null,
      workflow_id: null,
    });
  }, 60_000);

  it('is armed again by the next workflow when its own was ended from outside', async () => {
    const instance = await rig.start('limited');
    const first = await rig.running(instance);
    const handle = rig.client.workflow.getHandle(first);
    await until(async () => (await handle.query<Overview>(OVERVIEW)).timer !== null);
    await handle.terminate('by hand');
    // A minute after the timer was due the outbox would look by itself.
    await rig.store.outbox.tellNow(`${instance}`);

    await until(async () => (await rig.workflowOf(instance)) !== first, 30_000);
    expect(await rig.running(instance)).toBe(`limited#${instance}.1`);
    const next = rig.client.workflow.getHandle(`limited#${instance}.1`);
    await until(async () => (await next.query<Overview>(OVERVIEW)).timer !== null);

    // Its time comes.
    await rig.pool.query(`update timers set due = clock_timestamp() where instance = $1`, [instance]);
    await next.signal('moved');
    await rig.complete(instance, 'late');
    await rig.ended(instance);
  }, 60_000);
});

describe('a timer that fires while no worker is there', () => {
  it('is taken by the next one, as of when it was due', async () => {
    const other = await openTemporalRig(await testTemporalAddress());
    const first = await other.startWorker();
    await other.deploy(
      build(
        {
          elements: [start(), timerCatch('pause', 'PT6S'), user('check'), end()],
          flows: ['start -> pause -> check -> end'],
        },
        'pausing',
      ),
    );
    const instance = await other.start('pausing');
    const workflow = other.client.workflow.getHandle(await other.running(instance));
    const events = async () => (await workflow.fetchHistory()).events ?? [];
    await until(async () => (await events()).some((event) => event.timerStartedEventAttributes));
    await first.stop();
    await until(async () => (await events()).some((event) => event.timerFiredEventAttributes), 30_000);

    await other.startWorker();
    await other.complete(instance, 'check');
    await other.ended(instance);
    const { inputs } = await other.one<{ inputs: { kind: string; at: number; content: { due: number } }[] }>(
      'select inputs from steps where instance = $1 and step = 1',
      instance,
    );
    expect(inputs).toMatchObject([{ kind: 'timer.fired' }]);
    expect(inputs[0]!.at).toBeGreaterThan(inputs[0]!.content.due);
    expect(await other.faults()).toEqual([]);
    await other.close();
  }, 120_000);
});
