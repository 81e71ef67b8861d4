import { afterEach, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { join } from 'node:path';
import pg from 'pg';
import { until } from '../../engine/test-support/until.js';
import { migrateProduct } from '../../embedded/migrate.js';
import { startProductProcess, type ProductProcess } from '../e2e/product-process.js';
import { createEmptyDatabase, type TestDatabase } from '../environment/database.js';
import { assertSound, verify } from './check.js';
import { Driver, startWorkers } from './drive.js';
import { readExpected } from './expected.js';
import { loadDump } from './load.js';
import { callAs } from './world.js';

const root = join(import.meta.dirname, '../..');
const MINUTE = 60_000;
const expected = readExpected();

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

let database: TestDatabase | undefined;
let product: ProductProcess | undefined;
let db: pg.Client | undefined;
let stopRobots: (() => Promise<void>) | undefined;

/** The database of commit 3f357fd as it was. */
async function load(at?: Date): Promise<void> {
  database = await createEmptyDatabase();
  await loadDump(database.url, at === undefined ? {} : { at });
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
}

/** The product of this version on that database, which it brings up to date, with a Temporal that knows nothing. */
async function run(at?: Date): Promise<ProductProcess> {
  const clock = at === undefined ? {} : { REGLAMENT_TEST_CLOCK: '1' };
  product = await startProductProcess({ DATABASE_URL: database!.url, ...clock });
  stopRobots = await startWorkers(product.addresses().temporalAddress);
  return product;
}

afterEach(async () => {
  await stopRobots?.();
  await db?.end();
  await product?.stop();
  await database?.drop();
  [stopRobots, db, product, database] = [undefined, undefined, undefined, undefined];
}, MINUTE);

const count = async (from: string): Promise<number> =>
  (await db!.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]!.n;

const ACTIVE = `process_instances where status = 'active'`;
const OPEN_INPUTS = 'inputs where outcome is null';
const UNREAD = `incoming_mail where state = 'received'`;

const OVERDUE_TIMERS = `timers where due < clock_timestamp() - interval '5 s'`;
const OVERDUE_STARTS = `timer_starts where due < clock_timestamp() - interval '5 s'`;

/** What the dump has of it, in the tables of that commit. */
const BEFORE: readonly string[] = [
  ...[OVERDUE_TIMERS, OVERDUE_STARTS, `own_activities where task_queue like 'upgrade-%'`],
  `process_instances where status = 'active' and workflow_started`,
];

/** What the product does by itself when the clock runs, in tables and conditions that have rows until it has done it. */
const TO_DO: readonly string[] = [
  OVERDUE_TIMERS,
  OVERDUE_STARTS,
  'timer_starts where not hosted',
  'retired_workflows',
  `temporal_activities where task_queue like 'upgrade-%'`,
  `process_instances p where p.status = 'active' and p.workflow_id is null
    and (p.durable or exists (select 1 from timers t where t.instance = p.number))`,
  OPEN_INPUTS,
];

/**
 * Steps of the dump have the rules of kernel version 1: the checker counts them and does not replay them.
 *
 * @throws when the checker finds a fault, or an active instance without what it needs
 */
async function expectSound(running: ProductProcess): Promise<void> {
  const verification = await verify(database!.url, running.addresses().temporalAddress);
  assertSound(verification);
  expect(verification).toMatchObject({ openInputs: 0, stranded: [], leftOver: [] });
}

describe('a database of commit 3f357fd under this version', () => {
  it(
    'has every instance go on, to the end that it should come to',
    async () => {
      const at = new Date(expected.recordedAt);
      await load(at);
      await migrateProduct(database!.url, root);
      expect({
        active: await count(ACTIVE),
        inputs: await count(OPEN_INPUTS),
        starts: await count('starts'),
        mails: await count(UNREAD),
        retired: await count('retired_workflows'),
      }).toEqual({
        active: expected.instances.length,
        inputs: expected.inputs.length,
        starts: expected.starts.length,
        mails: expected.mails.length,
        retired: expected.instances.filter(({ workflow }) => workflow).length,
      });
      const running = await run(at);
      const counts = await new Driver(callAs(running.url, running.password), expected, at).run();
      const ended = Object.values(counts).reduce((sum, each) => sum + each, 0);
      expect(ended).toBeGreaterThanOrEqual(expected.instances.length);
      expect(await count(ACTIVE)).toBe(0);
      expect(await count('starts')).toBe(0);
      expect(await count(UNREAD)).toBe(0);
      await until(async () => (await count('retired_workflows')) === 0, MINUTE, 'workflows of before are forgotten');
      await expectSound(running);
    },
    6 * MINUTE,
  );

  it(
    'fires what is due by the running clock, and starts what is to start by itself',
    async () => {
      await load();
      for (const due of BEFORE) expect([due, (await count(due)) > 0]).toEqual([due, true]);
      const running = await run();
      for (const left of TO_DO) await until(async () => (await count(left)) === 0, MINUTE, `none is left: ${left}`);
      await expectSound(running);
    },
    6 * MINUTE,
  );
});
