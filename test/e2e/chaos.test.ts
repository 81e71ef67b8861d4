import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { openStore, type Store } from '../../desk/index.js';
import { findLeftOver } from '../../worker/verify/workflows.js';
import { startLoad } from './chaos-load.js';
import { startOwnActivityWorker } from './own-activity-worker.js';
import { createPersistentClient } from './persistent-client.js';
import { freePort, startProductProcess, type ProcessName, type ProductProcess } from './product-process.js';
import { startSecondApi, startSecondWorker, type SecondProcess } from './second-process.js';
import { unaccounted } from './unaccounted.js';

/** `CHAOS_INSTANCES`, `CHAOS_SECONDS`: a longer run than the one of every test run. */
const INSTANCES = Number(process.env['CHAOS_INSTANCES'] ?? 200);
const SECONDS = Number(process.env['CHAOS_SECONDS'] ?? 40);
const MINUTE = 60_000;

describe('kill -9 of every process over running instances', () => {
  let product: ProductProcess;
  let store: Store;

  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      // Temporal is killed on purpose: that it cannot be reached is no news.
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
      shutdownSignals: [],
    });
    product = await startProductProcess();
    store = openStore({ databaseUrl: product.addresses().databaseUrl });
  }, 2 * MINUTE);

  afterAll(async () => {
    await store.close();
    await product.stop();
  }, MINUTE);

  it(
    'loses no acknowledged input, gives each exactly one outcome, and every instance comes to its end',
    async () => {
      const secondPort = await freePort();
      const secondApi = startSecondApi(product, secondPort);
      const client = createPersistentClient([product.url, `http://127.0.0.1:${secondPort}`], product.password);
      const form = new FormData();
      const model = readFileSync(join(import.meta.dirname, 'models/chaos.bpmn'));
      form.append('resources', new Blob([model]), 'chaos.bpmn');
      const authorization = `Basic ${Buffer.from(`admin:${product.password}`).toString('base64')}`;
      const deployed = await fetch(`${product.url}/v2/deployments`, {
        method: 'POST',
        headers: { authorization },
        body: form,
      });
      expect(deployed.status).toBe(200);

      const own = startOwnActivityWorker(product.addresses().temporalAddress);
      const second = startSecondWorker(product);
      const load = startLoad(client, INSTANCES);
      let kills: Record<string, number>;
      try {
        kills = await killInTurn(product, secondApi, SECONDS * 1_000);
        await load.started;
        await until(
          async () => (await store.prisma.processInstance.count({ where: { status: 'active' } })) === 0,
          3 * MINUTE,
          () => standing(store),
        );
      } finally {
        await load.stop();
        await Promise.all([own.stop(), second.stop(), secondApi.stop()]);
      }

      expect(await unaccounted(store, load.acknowledged)).toEqual([]);
      const verification = await store.verify();
      expect(verification.faults).toEqual([]);
      expect(verification.openInputs).toBe(0);
      const connection = await Connection.connect({ address: product.addresses().temporalAddress });
      const temporal = new Client({ connection });
      const left = async () => (await findLeftOver(store, temporal)).length;
      await until(
        async () => (await left()) === 0,
        MINUTE,
        () => findLeftOver(store, temporal),
      );
      await connection.close();
      expect(load.acknowledged.starts).toBe(INSTANCES);
      // A start whose answer got lost is repeated, and carried out again where the first instance has ended by then.
      const completed = await store.prisma.$queryRaw<{ process: string; started: number }[]>`
        select process_id as process, count(distinct business_id)::int as started
        from process_instances where status = 'completed' and business_id is not null group by process_id`;
      const counted = Object.fromEntries(completed.map(({ process, started }) => [process, started]));
      const roots = (process: string): number =>
        Math.floor((INSTANCES + 2 - ['race', 'wait', 'family'].indexOf(process)) / 3);
      expect(counted).toEqual({ race: roots('race'), wait: roots('wait'), family: roots('family') });
      expect(product.logs()).not.toMatch(/TMPRL1100|nondeterminism/i);
      const { starts, jobs, tasks, messages, late } = load.acknowledged;
      const { steps, inputs } = verification;
      const told = { starts, jobs: jobs.size, tasks: tasks.size, messages: messages.size, late, kills, steps, inputs };
      process.stderr.write(`chaos: ${JSON.stringify(told)}\n`);
    },
    10 * MINUTE,
  );
});

const TOGETHER: readonly ProcessName[] = ['api', 'worker', 'mail', 'temporal', 'postgres'];

/** How long a frozen worker stands still, ms: longer than its workflow tasks and leases last. */
const FROZEN_MS = 4_000;

/**
 * Kills one process after the other at random instants, now and then all at once; the supervisor too, which is then started
 * again. A worker is also frozen for a while: it comes back and finds that another has gone on with its instances.
 */
async function killInTurn(
  product: ProductProcess,
  secondApi: SecondProcess,
  forMs: number,
): Promise<Record<string, number>> {
  const order: readonly (ProcessName | 'frozen' | 'second-api' | 'together')[] = [
    'worker',
    'api',
    'frozen',
    'temporal',
    'second-api',
    'worker',
    'postgres',
    'mail',
    'together',
    'frozen',
    'supervisor',
  ];
  const kills: Record<string, number> = {};
  const end = Date.now() + forMs;
  for (let turn = 0; Date.now() < end; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 2_500));
    const name = order[turn % order.length]!;
    if (name === 'frozen') {
      const goOn = product.freeze('worker');
      if (goOn === undefined) continue;
      setTimeout(goOn, FROZEN_MS);
    } else if (name === 'second-api') {
      if (!secondApi.kill()) continue;
    } else if (name === 'together') {
      const killed = TOGETHER.map((each) => product.kill(each));
      if (!(secondApi.kill() && killed.every(Boolean))) continue;
    } else if (!product.kill(name)) continue;
    kills[name] = (kills[name] ?? 0) + 1;
    if (name === 'supervisor') await product.restart();
  }
  await new Promise((resolve) => setTimeout(resolve, FROZEN_MS));
  return kills;
}

/** Instances that have not ended, what they wait for, and their inputs without outcome. */
const standing = (store: Store): Promise<unknown> =>
  store.prisma.$queryRaw`
    select p.number::text, p.process_id, p.step, p.workflow_id, p.tell_at, p.tell_attempts,
      (select json_agg(row_to_json(i)) from inboxes i where i.instance = p.number) as inbox,
      (select json_agg(json_build_array(n.number, n.kind, n.at, n.outcome) order by n.number)
        from inputs n where n.instance = p.number) as inputs,
      (select json_agg(json_build_array(t.wait, t.due)) from timers t where t.instance = p.number) as timers,
      (select json_agg(json_build_array(j.wait, j.state)) from jobs j where j.instance = p.number) as jobs,
      p.state::text
    from process_instances p where p.status = 'active' order by p.number`;

async function until(
  condition: () => Promise<boolean>,
  withinMs: number,
  otherwise: () => Promise<unknown>,
): Promise<void> {
  const giveUp = Date.now() + withinMs;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > giveUp)
      throw new Error(`the condition did not come true in time: ${JSON.stringify(await otherwise())}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
