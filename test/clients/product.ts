import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { startServer } from '../../api/server.js';
import { ensureBuilt } from '../../embedded/build/ensure-built.js';
import { openStore, type Store } from '../../desk/index.js';
import { startWorker } from '../../worker/worker.js';
import { createTestDatabase } from '../environment/database.js';
import { testTemporalAddress } from '../environment/temporal.js';

const root = join(import.meta.dirname, '../..');

/** The whole product: API and worker on Postgres and Temporal, with a password and a key. */
export interface Product {
  /** Where the API listens, without a path. */
  readonly url: string;
  readonly adminPassword: string;
  readonly apiKey: string;
  readonly store: Store;
  /** Starts one more API on the same database, with a store of its own; answers where it listens. */
  anotherApi(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the product on a database and a task queue of its own; clients reach it over HTTP on the loopback interface. */
export const startProduct = async (): Promise<Product> => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const logger = pino({ level: 'error' });
  const [database, temporalAddress] = await Promise.all([
    createTestDatabase(),
    testTemporalAddress(),
    ensureBuilt(root, AbortSignal.timeout(120_000)),
  ]);
  const store = openStore({ databaseUrl: database.url, testClock: true, worker: true });
  const worker = startWorker({
    store,
    logger,
    temporalAddress,
    namespace: 'default',
    bundle: join(root, 'dist/workflow-bundle.js'),
    taskQueue: `clients-${randomBytes(6).toString('hex')}`,
    cachedWorkflows: 50,
  });
  const adminPassword = randomBytes(12).toString('hex');
  const apiKey = randomBytes(12).toString('hex');
  const config: Parameters<typeof startServer>[1] = {
    host: '127.0.0.1',
    port: 0,
    ...{ adminPassword, engineerPassword: undefined, apiKey },
    webFolder: join(root, 'dist/web'),
    dataFolder: join(tmpdir(), `clients-${apiKey}`),
    testClock: true,
    publicUrl: undefined,
    trustProxy: 0,
    maxRequests: 500,
    typedDraftDays: 30,
  };
  const server = await startServer(store, config, logger);
  const stops = [() => server.close(), () => worker.stop(), () => store.close()];
  return {
    url: server.url,
    ...{ adminPassword, apiKey, store },
    anotherApi: async () => {
      const own = openStore({ databaseUrl: database.url, testClock: true });
      const another = await startServer(own, config, logger);
      stops.unshift(
        () => another.close(),
        () => own.close(),
      );
      return another.url;
    },
    stop: async () => {
      for (const stop of stops) await stop();
      await database.drop();
      await Runtime.instance().shutdown();
    },
  };
};
