import { Pool } from 'pg';
import type { Kernel, ProcessDefinition, Variables } from '../../bpmn/index.js';
import { createTestDatabase } from '../../test/environment/database.js';
import { openStore, type Store } from '../../desk/index.js';
import { openLosingProxy, type LosingProxy } from './losing-proxy.js';
import { instanceOf, type DeployedProcess, type StartCommand } from '../index.js';

export interface StoreChoice {
  /** Another kernel than that of this version. */
  readonly kernel?: Kernel;
  readonly worker?: boolean;
  /** Where it finds the database, when not at the address itself. */
  readonly url?: string;
}

/** A store on a database of its own. */
export interface TestStore {
  readonly url: string;
  readonly store: Store;
  /** A pool beside the store's, to look at tables and call functions. */
  readonly pool: Pool;
  /** Another store on the same database, as another process has one. */
  another(options?: StoreChoice): Store;
  /** Puts an input into the inbox of an instance and steps nothing; answers its number, undefined when it has ended. */
  deliver(instance: bigint, kind: string, content?: object, at?: string): Promise<number | undefined>;
  /** Steps what is in the inbox of an instance and the timers that are due. */
  step(instance: bigint): Promise<void>;
  /** Does what workers do without Temporal until nothing is left: start rows, inboxes, correlations. */
  idle(): Promise<void>;
  /** Deploys definitions as one file. */
  deploy(...definitions: readonly ProcessDefinition[]): Promise<readonly DeployedProcess[]>;
  /** Starts an instance of the newest version of a process; answers its number. @throws when it is refused */
  start(processId: string, variables?: Variables, more?: Partial<StartCommand>): Promise<bigint>;
  /** The same by a process that dies right after its commit: nothing that it has set off is carried on. */
  startAndDie(processId: string, variables?: Variables): Promise<bigint>;
  /** The first row of a query. */
  one<T extends object>(text: string, ...values: readonly unknown[]): Promise<T>;
  /** All rows of a query. */
  all<T extends object>(text: string, ...values: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

const LEFT = `
  select 1 from inboxes where unsent union all select 1 from starts where attempts = 0 and refusal is null union all select 1 from pending_correlations`;

/** Leases of whoever delivered something are not waited for. */
async function takeUpAll(store: Store): Promise<void> {
  for (;;) {
    await store.pool.query(`update starts set lease_until = 'epoch' where attempts = 0`);
    await store.pool.query(`update inboxes set lease_until = 'epoch' where unsent`);
    const { taken } = await store.startRows.take(50);
    const stepped = await store.workerBacklog.inboxes(50, (_instance, error) => {
      throw error;
    });
    const correlated = await store.workerBacklog.correlations();
    if (taken + stepped + correlated > 0) continue;
    // What another store is at work on is skipped.
    const { rows } = await store.pool.query(LEFT);
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let files = 0;

/** Opens a store on a fresh database. */
export async function openTestStore(options: { readonly testClock?: boolean } = {}): Promise<TestStore> {
  const database = await createTestDatabase();
  const { testClock = false } = options;
  const stores: Store[] = [];
  let dying: { readonly proxy: LosingProxy; readonly store: Store } | undefined;
  const another = ({ worker = false, url = database.url, ...more }: StoreChoice = {}): Store => {
    const store = openStore({ databaseUrl: url, testClock, worker, ...more });
    stores.push(store);
    return store;
  };
  const store = another();
  const worker = another({ worker: true });
  const pool = new Pool({ connectionString: database.url, max: 20 });
  // Tests that break connections break idle ones of this pool too.
  pool.on('error', () => undefined);
  const all = async <T extends object>(text: string, ...values: readonly unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, [...values])).rows;
  return {
    url: database.url,
    store,
    pool,
    another,
    all,
    async deliver(instance, kind, content = {}, at) {
      const text = 'select deliver($1, $2, $3, coalesce($4::timestamptz, clock_timestamp())) as number';
      const [row] = await all<{ number: number | null }>(text, instance, kind, JSON.stringify(content), at ?? null);
      return row?.number ?? undefined;
    },
    async step(instance) {
      await store.lanes.advance(instance.toString());
    },
    idle: () => takeUpAll(worker),
    async deploy(...processes) {
      files += 1;
      const file = { name: `file-${files}.bpmn`, content: Buffer.from(`file ${files}`) };
      return (await store.engine.deploy([{ file, processes }], undefined)).processes;
    },
    async start(processId, variables = {}, more = {}) {
      const started = await store.engine.start({ definition: { processId }, variables, ...more });
      if (started.answer !== 'started') throw new Error(`${processId} was not started: ${started.reason}`);
      return instanceOf(started.processInstanceKey);
    },
    async startAndDie(processId, variables = {}) {
      if (dying === undefined) {
        const proxy = await openLosingProxy(database.url);
        dying = { proxy, store: another({ url: proxy.url }) };
        await dying.store.clock.refresh();
      }
      void dying.proxy.loseReply('commit-steps');
      const started = await dying.store.engine.start({ definition: { processId }, variables });
      if (started.answer !== 'started') throw new Error(`${processId} was not started: ${started.reason}`);
      await pool.query(`update starts set lease_until = 'epoch' where attempts = 0`);
      return instanceOf(started.processInstanceKey);
    },
    async one<T extends object>(text: string, ...values: readonly unknown[]) {
      const [row] = await all<T>(text, ...values);
      if (!row) throw new Error(`no row: ${text}`);
      return row;
    },
    async close() {
      await Promise.all(stores.map((each) => each.close()));
      await dying?.proxy.close();
      await pool.end();
      await database.drop();
    },
  };
}
