import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { createEngineActivities } from '../activities/engine/commit.js';
import type { Store } from '../desk/index.js';
import { ENGINE_TASK_QUEUE } from '../workflows/process-instance/messages.js';
import { createPayloadCodec } from './codec/payload-codec.js';
import { startHeart } from './heart.js';
import { retentionOf, startKeeper } from './keeper.js';
import type { Logger } from './logger.js';
import { MainThreadWorker } from './main-thread-worker.js';
import { startRelay } from './relay/relay.js';

export interface EngineWorkerOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** Path of the workflow bundle. */
  readonly bundle: string;
  readonly taskQueue?: string;
  readonly cachedWorkflows?: number;
}

export interface EngineWorker {
  /** Ends when the worker has been shut down. @throws when it fails */
  readonly finished: Promise<void>;
  shutdown(): Promise<void>;
}

/** The engine's Temporal worker and its relay, connected. */
export async function startEngineWorker(options: EngineWorkerOptions): Promise<EngineWorker> {
  const { store, logger, temporalAddress: address, namespace, taskQueue = ENGINE_TASK_QUEUE } = options;
  const codec = createPayloadCodec({
    definition: store.definitions.document,
    putLarge: store.payloads.put,
    getLarge: store.payloads.get,
  });
  const dataConverter = { payloadCodecs: [codec] };
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const worker = await MainThreadWorker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: { codePath: options.bundle },
    activities: createEngineActivities(store),
    dataConverter,
    maxCachedWorkflows: options.cachedWorkflows ?? 500,
    maxConcurrentLocalActivityExecutions: 40,
    enableNonLocalActivities: false,
    shutdownGraceTime: '5 s',
  });
  const client = new Client({ connection, namespace, dataConverter });
  const running = worker.run();
  const workerClient = new Client({ connection: native, namespace, dataConverter });
  const relay = startRelay({ store, client, workerClient, logger, taskQueue });
  const heart = startHeart({
    heartbeats: store.heartbeats,
    parts: { worker: () => worker.getState() === 'RUNNING', relay: relay.alive },
    logger,
  });
  const keeper = startKeeper({
    retention: store.retention,
    historiesKept: () => retentionOf(connection, namespace),
    logger,
  });
  const finished = running.finally(async () => {
    await heart.stop();
    await keeper.stop();
    await relay.stop();
    await connection.close();
    await native.close();
  });
  return {
    finished,
    async shutdown() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished;
    },
  };
}
