import { readFileSync } from 'node:fs';
import { Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createEngineActivities } from '../../activities/index.js';
import type { Store } from '../../desk/index.js';
import { ENGINE_TASK_QUEUE, type HistoryLimits } from '../../workflows/process-instance/messages.js';
import { createFailureLog } from '../failure-log.js';
import type { Logger } from '../logger.js';
import { startRetention, retentionOf } from '../retention.js';
import { createPayloadCodec } from './codec/payload-codec.js';
import { isAway } from './is-away.js';
import { createMailWorker } from './mail-worker.js';
import { MainThreadWorker } from './main-thread-worker.js';
import { startOutboxLoops } from './outbox-loops.js';
import { readTls, type TemporalTls } from './tls.js';

export interface TemporalOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** How its connection is encrypted; absent: not at all. */
  readonly tls?: TemporalTls | undefined;
  /** Path of the workflow bundle. */
  readonly bundle: string;
  readonly taskQueue?: string | undefined;
  readonly mailTaskQueue?: string | undefined;
  readonly cachedWorkflows?: number | undefined;
  /** Mail server that takes outgoing email; absent: it stays in the local mailbox. */
  readonly smtpUrl?: string | undefined;
  /** Without its own activities for email (tests of the engine). */
  readonly withoutMail?: boolean | undefined;
  /** When workflows continue as new (tests); absent: as the workflow has it. */
  readonly historyLimits?: HistoryLimits | undefined;
}

/** Everything of a worker that needs Temporal. */
export interface TemporalPart {
  /** Temporal is reached: its worker runs and workflows are told. */
  alive(): boolean;
  stop(): Promise<void>;
}

/** A connection that does not come about in this time is tried again later. */
const CONNECT_MS = 5_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** A worker of Temporal waits half a minute for a server that does not answer; who stops it does not. */
const STOP_MS = 8_000;

interface Running {
  /** Ends when the workers have been shut down. @throws when one fails */
  readonly finished: Promise<void>;
  alive(): boolean;
  shutdown(): Promise<void>;
}

/** The code of the workflows, read before anything is tried. @throws when it is not there */
function readBundle(path: string): { readonly code: string } {
  try {
    return { code: readFileSync(path, 'utf8') };
  } catch (error) {
    throw new Error(`The workflow bundle ${path} cannot be read; \`npm run build\` makes it`, { cause: error });
  }
}

async function connect(options: TemporalOptions, workflowBundle: { readonly code: string }): Promise<Running> {
  const { store, logger, temporalAddress: address, namespace, taskQueue = ENGINE_TASK_QUEUE } = options;
  const codec = createPayloadCodec({ putLarge: store.payloads.put, getLarge: store.payloads.get });
  const dataConverter = { payloadCodecs: [codec] };
  // Read for each connection: a certificate that was renewed is used without a new start.
  const tls = readTls(options.tls);
  const connection = await Connection.connect({ address, tls, connectTimeout: CONNECT_MS });
  const closing: (() => Promise<unknown>)[] = [() => connection.close()];
  const workers: Worker[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.reverse()) await each().catch(() => undefined);
  };
  try {
    // Fails at once where the namespace is not there yet; a worker would not say so.
    await connection.workflowService.describeNamespace({ namespace });
    const native = await NativeConnection.connect({ address, tls });
    closing.push(() => native.close());
    const worker = await MainThreadWorker.create({
      ...{ connection: native, namespace, taskQueue, dataConverter },
      workflowBundle,
      activities: createEngineActivities(store, () => Context.current().info.workflowExecution?.workflowId),
      maxCachedWorkflows: options.cachedWorkflows ?? 200,
      maxConcurrentLocalActivityExecutions: 40,
      enableNonLocalActivities: false,
      shutdownGraceTime: '5 s',
    });
    workers.push(worker);
    if (options.withoutMail !== true) workers.push(await createMailWorker({ ...options, connection: native }));
    const running = workers.map((each) => each.run());
    // On the worker's own connection: what it starts begins in this worker, without a way through the task queue.
    const client = new Client({ connection: native, namespace, dataConverter });
    const outbox = startOutboxLoops({ store, client, logger, taskQueue, historyLimits: options.historyLimits });
    const retention = startRetention({
      retention: store.retention,
      historiesKept: () => retentionOf(connection, namespace),
      logger,
    });
    const shutdown = async (): Promise<void> => {
      for (const each of workers) if (each.getState() === 'RUNNING') each.shutdown();
      await Promise.allSettled([...running, outbox.stop(), retention.stop()]);
    };
    const finished = Promise.all(running).then(
      async () => {
        await Promise.all([outbox.stop(), retention.stop()]);
        await close();
      },
      async (error: unknown) => {
        await shutdown();
        await close();
        throw error;
      },
    );
    finished.catch(() => undefined);
    return { finished, alive: () => worker.getState() === 'RUNNING' && outbox.alive(), shutdown };
  } catch (error) {
    // A worker that was made and never ran holds the connection until it has ended, which may take long.
    void Promise.allSettled(workers.map((worker) => worker.runUntil(Promise.resolve()))).then(close);
    throw error;
  }
}

/**
 * Connects to Temporal, for as long as it takes, and again when it was lost: nothing else waits for it.
 * @throws when the workflow bundle or a file of TLS cannot be read
 */
export function startTemporalPart(options: TemporalOptions): TemporalPart {
  const { logger, temporalAddress } = options;
  const bundle = readBundle(options.bundle);
  readTls(options.tls);
  const log = createFailureLog();
  let stopped = false;
  let running: Running | undefined;
  let wake: (() => void) | undefined;
  let failures = 0;

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keepConnected = async (): Promise<void> => {
    while (!stopped) {
      try {
        running = await connect(options, bundle);
        failures = 0;
        log.succeeded();
        logger.info({ temporalAddress }, 'connected to Temporal');
        // Stopped while it was connecting.
        if (stopped as boolean) void running.shutdown();
        await running.finished;
      } catch (error) {
        if (log.isNew(error)) {
          const what = isAway(error) ? 'Temporal is not reached' : 'the work with Temporal has failed';
          logger.warn({ err: error, temporalAddress }, `${what}; timers and activities wait, it is tried again`);
        }
        failures += 1;
      }
      running = undefined;
      if (!stopped) await rest();
    }
  };

  const keeping = keepConnected();
  return {
    alive: () => running?.alive() ?? false,
    async stop() {
      stopped = true;
      wake?.();
      void running?.shutdown();
      let timer: NodeJS.Timeout | undefined;
      const longEnough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      await Promise.race([keeping, longEnough]);
      clearTimeout(timer);
    },
  };
}
