import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { build } from '../../../../embedded/build/build.js';
import { openStore, type Store } from '../../../../desk/index.js';
import type { Advance } from '../../../../engine/index.js';
import { createLogger } from '../../../../worker/logger.js';
import { startWorker } from '../../../../worker/worker.js';
import type { HistoryLimits } from '../../../../workflows/process-instance/messages.js';
import { createTestDatabase } from '../../../environment/database.js';
import { testTemporalAddress } from '../../../environment/temporal.js';
import { offerTestServers } from '../../../environment/test-servers.js';

const root = join(import.meta.dirname, '../../../..');

const CONNECTED_WITHIN_MS = 30_000;

/** The production host, running: store on Postgres, worker on a Temporal server, in test mode. */
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
    perform set_clock(null);
  end $$`;

const DEADLOCK = '40P01';
const TRIES = 10;

export interface ProductionOptions {
  /** When workflows continue as new. */
  readonly historyLimits?: HistoryLimits;
  /** What stands between workflows and the engine. */
  readonly between?: (advance: Advance) => Advance;
}

/** Starts servers (those of the test run that this process belongs to, or its own), and the production host on them. */
export async function startProduction(options: ProductionOptions = {}): Promise<Production> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const given = process.env['TEST_SERVERS_URL'];
  const own = given === undefined ? await offerTestServers(root) : undefined;
  if (own) process.env['TEST_SERVERS_URL'] = own.url;
  const [database, temporalAddress] = await Promise.all([createTestDatabase(), testTemporalAddress(), build(root)]);
  const store = openStore({ databaseUrl: database.url, testClock: true, worker: true });
  const { historyLimits, between } = options;
  const worker = startWorker({
    store: between === undefined ? store : { ...store, advance: between(store.advance) },
    historyLimits,
    logger: createLogger('error'),
    temporalAddress,
    namespace: 'default',
    bundle: join(root, 'dist/workflow-bundle.js'),
    taskQueue: `conformance-${randomBytes(6).toString('hex')}`,
  });
  await worker.ready(CONNECTED_WITHIN_MS);
  return {
    store,
    async empty() {
      const { rows } = await store.pool.query<{ id: string }>(
        'select distinct process_id as id from process_definitions',
      );
      for (const { id } of rows) store.definitions.forgetLatest(id);
      for (let tries = 1; ; tries++) {
        try {
          await store.pool.query(EMPTY);
          return;
        } catch (error) {
          // What still runs may hold rows of one table and want another.
          if ((error as { code?: string }).code !== DEADLOCK || tries === TRIES) throw error;
        }
      }
    },
    async close() {
      await worker.stop();
      await store.close();
      await Runtime.instance().shutdown();
      await database.drop();
      await own?.end();
      if (own) delete process.env['TEST_SERVERS_URL'];
    },
  };
}
