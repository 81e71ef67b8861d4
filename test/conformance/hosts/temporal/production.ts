import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { build } from '../../../../embedded/build/build.js';
import { openStore, type Store } from '../../../../desk/index.js';
import { startEngineWorker } from '../../../../worker/engine-worker.js';
import { createLogger } from '../../../../worker/logger.js';
import { createTestDatabase } from '../../../environment/database.js';
import { testTemporalAddress } from '../../../environment/temporal.js';
import { offerTestServers } from '../../../environment/test-servers.js';

const root = join(import.meta.dirname, '../../../..');

/** The production host, running: store on Postgres, worker and relay on a Temporal server, in test mode. */
export interface Production {
  readonly store: Store;
  /** Empties the database, as an empty engine's: what still runs finds its instance gone. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const EMPTY = `
  do $$ declare t text; begin
    select string_agg(format('%I', tablename), ', ') into t from pg_tables
      where schemaname = 'public' and tablename not in ('_prisma_migrations', 'sql_functions', 'clock');
    execute 'truncate ' || t;
    update clock set pinned_at = null;
  end $$`;

/** Starts servers (those of the test run that this process belongs to, or its own), and the production host on them. */
export async function startProduction(): Promise<Production> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const given = process.env['TEST_SERVERS_URL'];
  const own = given === undefined ? await offerTestServers(root) : undefined;
  if (own) process.env['TEST_SERVERS_URL'] = own.url;
  const [database, temporalAddress] = await Promise.all([createTestDatabase(), testTemporalAddress(), build(root)]);
  const store = openStore({ databaseUrl: database.url, testClock: true });
  const worker = await startEngineWorker({
    store,
    logger: createLogger('error'),
    temporalAddress,
    namespace: 'default',
    bundle: join(root, 'dist/workflow-bundle.js'),
    taskQueue: `conformance-${randomBytes(6).toString('hex')}`,
  });
  return {
    store,
    async empty() {
      await store.prisma.$executeRawUnsafe(EMPTY);
    },
    async close() {
      await worker.shutdown();
      await store.close();
      await database.drop();
      await own?.end();
    },
  };
}
