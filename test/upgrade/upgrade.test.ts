import { afterEach, describe, expect, it } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pg from 'pg';
import { until } from '../../engine/test-support/until.js';
import { startProductProcess, type ProductProcess } from '../e2e/product-process.js';
import { createEmptyDatabase, type TestDatabase } from '../environment/database.js';
import { assertSound, verify } from './check.js';
import { Driver, startWorkers } from './drive.js';
import { readExpected } from './expected.js';
import { loadDump } from './load.js';
import { callAs } from './world.js';

const MINUTE = 60_000;
const expected = readExpected();

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

let database: TestDatabase | undefined;
let product: ProductProcess | undefined;
let db: pg.Client;
let stopRobots: (() => Promise<void>) | undefined;

/** The product of this version on the database of commit 3f357fd, with a Temporal that knows nothing. */
async function upgrade(at?: Date): Promise<ProductProcess> {
  database = await createEmptyDatabase();
  await loadDump(database.url, at === undefined ? {} : { at });
  const clock = at === undefined ? {} : { REGLAMENT_TEST_CLOCK: '1' };
  product = await startProductProcess({ DATABASE_URL: database.url, ...clock });
  stopRobots = await startWorkers(product.addresses().temporalAddress);
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
  return product;
}

afterEach(async () => {
  await stopRobots?.();
  await db?.end();
  await product?.stop();
  await database?.drop();
  [stopRobots, product, database] = [undefined, undefined, undefined];
}, MINUTE);

const count = async (from: string): Promise<number> =>
  (await db.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]!.n;

/** @throws when the checker finds a fault, or an active instance without what it needs */
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
      const running = await upgrade(at);
      const counts = await new Driver(callAs(running.url, running.password), expected, at).run();
      const ended = Object.values(counts).reduce((sum, each) => sum + each, 0);
      expect(ended).toBeGreaterThanOrEqual(expected.instances.length);
      expect(await count(`process_instances where status = 'active'`)).toBe(0);
      expect(await count('starts')).toBe(0);
      expect(await count(`incoming_mail where state = 'received'`)).toBe(0);
      await until(async () => (await count('retired_workflows')) === 0, MINUTE, 'workflows of before are forgotten');
      await expectSound(running);
    },
    6 * MINUTE,
  );

  it(
    'fires what is due by the running clock, and starts what is to start by itself',
    async () => {
      const running = await upgrade();
      const overdue = `timers where due < clock_timestamp() - interval '5 s'`;
      await until(async () => (await count(overdue)) === 0, MINUTE, 'what was due has fired');
      const dueStarts = `timer_starts where due < clock_timestamp() - interval '5 s'`;
      await until(async () => (await count(dueStarts)) === 0, MINUTE, 'what was to start has started');
      await until(async () => (await count('timer_starts where not hosted')) === 0, MINUTE, 'timer starts are hosted');
      await until(async () => (await count('retired_workflows')) === 0, MINUTE, 'workflows of before are forgotten');
      await until(
        async () => (await count(`temporal_activities where task_queue like 'upgrade-%'`)) === 0,
        MINUTE,
        'activities were run',
      );
      const untold = `process_instances p where p.status = 'active' and p.workflow_id is null
        and (p.durable or exists (select 1 from timers t where t.instance = p.number))`;
      await until(async () => (await count(untold)) === 0, MINUTE, 'what waits for time has a workflow');
      await until(async () => (await count('inputs where outcome is null')) === 0, MINUTE, 'inputs have outcomes');
      await expectSound(running);
    },
    6 * MINUTE,
  );
});
