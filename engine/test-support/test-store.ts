import { Pool } from 'pg';
import type { ProcessDefinition, Variables } from '../../bpmn/index.js';
import { createTestDatabase } from '../../test/environment/database.js';
import { openStore, type Store } from '../../desk/index.js';
import { instanceOf, type DeployedProcess, type StartCommand } from '../index.js';

/** A store on a database of its own. */
export interface TestStore {
  readonly url: string;
  readonly store: Store;
  /** A pool beside the store's, to look at tables and call functions. */
  readonly pool: Pool;
  /** Another store on the same database, as another process has one. */
  another(options?: { readonly worker?: boolean }): Store;
  /** Does what workers do without Temporal until nothing is left: start rows, inboxes, correlations. */
  idle(): Promise<void>;
  /** Deploys definitions as one file. */
  deploy(...definitions: readonly ProcessDefinition[]): Promise<readonly DeployedProcess[]>;
  /** Starts an instance of the newest version of a process; answers its number. @throws when it is refused */
  start(processId: string, variables?: Variables, more?: Partial<StartCommand>): Promise<bigint>;
  /** The first row of a query. */
  one<T extends object>(text: string, ...values: readonly unknown[]): Promise<T>;
  /** All rows of a query. */
  all<T extends object>(text: string, ...values: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** Leases of whoever delivered something are not waited for. */
async function takeUpAll(store: Store): Promise<void> {
  for (;;) {
    await store.pool.query(`update starts set lease_until = 'epoch' where attempts = 0`);
    await store.pool.query(`update inboxes set lease_until = 'epoch' where unsent`);
    const { taken } = await store.startRows.take(50);
    const stepped = await store.takeUp.inboxes(50, (_instance, error) => {
      throw error;
    });
    const correlated = await store.takeUp.correlations();
    if (taken + stepped + correlated === 0) return;
  }
}

let files = 0;

/** Opens a store on a fresh database. */
export async function openTestStore(options: { readonly testClock?: boolean } = {}): Promise<TestStore> {
  const database = await createTestDatabase();
  const { testClock = false } = options;
  const stores: Store[] = [];
  const another = ({ worker = false }: { readonly worker?: boolean } = {}): Store => {
    const store = openStore({ databaseUrl: database.url, testClock, worker });
    stores.push(store);
    return store;
  };
  const store = another();
  const worker = another({ worker: true });
  const pool = new Pool({ connectionString: database.url, max: 20 });
  const all = async <T extends object>(text: string, ...values: readonly unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, [...values])).rows;
  return {
    url: database.url,
    store,
    pool,
    another,
    all,
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
    async one<T extends object>(text: string, ...values: readonly unknown[]) {
      const [row] = await all<T>(text, ...values);
      if (!row) throw new Error(`no row: ${text}`);
      return row;
    },
    async close() {
      await Promise.all(stores.map((each) => each.close()));
      await pool.end();
      await database.drop();
    },
  };
}
