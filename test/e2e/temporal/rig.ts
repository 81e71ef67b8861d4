import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Draft, Options } from '../../../bpmn/test-support/elements.js';
import { ownActivity } from '../../../bpmn/test-support/elements.js';
import { build } from '../../../embedded/build/build.js';
import type { Store } from '../../../desk/index.js';
import { openTestStore, type TestStore } from '../../../engine/test-support/test-store.js';
import { until } from '../../../engine/test-support/until.js';
import { createLogger } from '../../../worker/logger.js';
import type { TemporalOptions } from '../../../worker/temporal/temporal-part.js';
import { startWorker, type Worker as EngineWorker } from '../../../worker/worker.js';

const root = join(import.meta.dirname, '../../..');
const PATIENCE_MS = 60_000;

/** Activities of somebody else's worker. */
export type Activities = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** The engine on a database and task queues of its own, and workers for it. */
export interface TemporalRig extends TestStore {
  readonly client: Client;
  readonly taskQueue: string;
  /** Task queue of the activities that instances ask for. */
  readonly activityQueue: string;
  /** A service task whose work is the activity of its id. */
  robot(id: string, options?: Options): Draft;
  /** Starts a worker of the engine; `between`: what stands between it and its store. */
  startWorker(options?: WorkerChoice): Promise<EngineWorker>;
  /** Answers the activities that instances ask for, until it is stopped. */
  startRobots(activities: Activities, codec?: PayloadCodec): Promise<{ stop(): Promise<void> }>;
  workflowOf(instance: bigint): Promise<string | null>;
  /** Waits until an instance has a workflow that runs; answers its id. */
  running(instance: bigint): Promise<string>;
  /** Waits for the open job or task of an element; answers its key. */
  open(instance: bigint, element: string): Promise<bigint>;
  /** Completes the job or task of an element once it is open; answers what the engine says. */
  complete(instance: bigint, element: string): Promise<string>;
  statusOf(instance: bigint): Promise<string>;
  /** Waits for the end of an instance. */
  ended(instance: bigint): Promise<void>;
  /** What the checker finds. */
  faults(): Promise<readonly unknown[]>;
}

export interface WorkerChoice extends Partial<Pick<TemporalOptions, 'historyLimits' | 'temporalAddress'>> {
  readonly between?: (store: Store) => Store;
  /** Absent: until it has reached Temporal. */
  readonly readyWithinMs?: number;
}

/** Quiet about what tests do to Temporal on purpose. */
export function installRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
}

/** Opens a rig on the Temporal server of an address, which need not be there yet. */
export async function openTemporalRig(temporalAddress: string): Promise<TemporalRig> {
  const rig = await openTestStore();
  await build(root, ['workflow-bundle']);
  const taskQueue = `engine-${randomBytes(6).toString('hex')}`;
  const activityQueue = `robots-${randomBytes(6).toString('hex')}`;
  const connection = Connection.lazy({ address: temporalAddress });
  const client = new Client({ connection });
  const stops: (() => Promise<unknown>)[] = [];

  const statusOf = async (instance: bigint) =>
    (await rig.one<{ status: string }>('select status from process_instances where number = $1', instance)).status;
  const workflowOf = async (instance: bigint) =>
    (
      await rig.one<{ workflow_id: string | null }>(
        'select workflow_id from process_instances where number = $1',
        instance,
      )
    ).workflow_id;
  const open = async (instance: bigint, element: string) => {
    let found: readonly { readonly key: string }[] = [];
    const look = async () => {
      found = await rig.all<{ key: string }>(
        `select key from jobs where instance = $1 and element_id = $2 and state = 'open'
         union all select key from user_tasks where instance = $1 and element_id = $2 and state = 'open'`,
        instance,
        element,
      );
      return found.length > 0;
    };
    await until(look, PATIENCE_MS, `${element} of ${instance} is open`);
    return BigInt(found[0]!.key);
  };

  return {
    ...rig,
    ...{ client, taskQueue, activityQueue, workflowOf, open, statusOf },
    robot(id, options) {
      const draft = ownActivity(id, options);
      const { work } = draft.more as { readonly work: object };
      return { ...draft, more: { ...draft.more, work: { ...work, taskQueue: activityQueue } } };
    },
    async startWorker({ between = (store: Store) => store, readyWithinMs = 30_000, ...options } = {}) {
      const worker = startWorker({
        store: between(rig.another({ worker: true })),
        logger: createLogger('silent'),
        temporalAddress,
        namespace: 'default',
        bundle: join(root, 'dist/workflow-bundle.js'),
        taskQueue,
        cachedWorkflows: 50,
        withoutMail: true,
        ...options,
      });
      await worker.ready(readyWithinMs);
      let stopping: Promise<void> | undefined;
      const stop = (): Promise<void> => (stopping ??= worker.stop());
      stops.unshift(stop);
      return { ready: worker.ready, stop };
    },
    async startRobots(activities, codec) {
      const native = await NativeConnection.connect({ address: temporalAddress });
      const worker = await Worker.create({
        connection: native,
        taskQueue: activityQueue,
        activities,
        ...(codec === undefined ? {} : { dataConverter: { payloadCodecs: [codec] } }),
        defaultHeartbeatThrottleInterval: 100,
        shutdownGraceTime: 1,
      });
      const running = worker.run();
      let stopping: Promise<void> | undefined;
      const stop = (): Promise<void> =>
        (stopping ??= (async () => {
          worker.shutdown();
          await running;
          await native.close();
        })());
      stops.unshift(stop);
      return { stop };
    },
    async running(instance) {
      const runs = async () => {
        const id = await workflowOf(instance);
        if (id === null) return false;
        const described = await client.workflow
          .getHandle(id)
          .describe()
          .catch(() => undefined);
        return described?.status.name === 'RUNNING';
      };
      await until(runs, PATIENCE_MS, `instance ${instance} has a workflow`);
      return (await workflowOf(instance))!;
    },
    async complete(instance, element) {
      const key = await open(instance, element);
      const job = await rig.all('select 1 from jobs where key = $1', key);
      const answer =
        job.length > 0 ? await rig.store.engine.completeJob(key, {}) : await rig.store.engine.completeTask(key, {});
      return answer.answer;
    },
    ended: (instance) =>
      until(async () => (await statusOf(instance)) !== 'active', PATIENCE_MS, `instance ${instance} has ended`),
    faults: async () => (await rig.store.verify()).faults,
    async close() {
      for (const stop of stops) await stop();
      await connection.close();
      await rig.close();
    },
  };
}
