import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { Random } from '../../bpmn/test-support/random.js';
import { openStore, type Store } from '../../desk/index.js';
import { findLeftOver } from '../../worker/verify/workflows.js';
import { startLoad } from './chaos-load.js';
import { chaosSeed, killInTurn, type Blow } from './kill-in-turn.js';
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
    `loses no acknowledged input, gives each exactly one outcome, and every instance comes to its end (seed ${chaosSeed})`,
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
      let kills: Readonly<Record<string, number>>;
      try {
        kills = await killInTurn(blowsTo(product, secondApi), ORDER, new Random(chaosSeed), SECONDS * 1_000);
        // The last one that was frozen comes back.
        await delay(FROZEN_MS);
        await load.started;
        await until(
          async () => (await store.prisma.processInstance.count({ where: { status: 'active' } })) === 0,
          5 * MINUTE,
          () => standing(store),
        );
      } finally {
        await load.stop();
        await Promise.all([own.stop(), second.stop(), secondApi.stop()]);
      }

      expect(Object.entries(kills).filter(([, times]) => times === 0)).toEqual([]);
      expect(await unaccounted(store, load.acknowledged)).toEqual([]);
      const verification = await store.verify();
      expect(verification.faults).toEqual([]);
      expect(verification.openInputs).toBe(0);
      expect(verification.unreplayedSteps).toBe(0);
      const connection = await Connection.connect({ address: product.addresses().temporalAddress });
      const temporal = new Client({ connection });
      const left = async () => (await findLeftOver(store, temporal)).length;
      await until(
        async () => (await left()) === 0,
        2 * MINUTE,
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
    15 * MINUTE,
  );
});

const TOGETHER: readonly ProcessName[] = ['api', 'worker', 'mail', 'temporal', 'postgres'];

/** How long a worker is stopped, ms: longer than its workflow tasks and leases last. */
const FROZEN_MS = 4_000;

/**
 * What is done to the processes: each is killed, the supervisor too, which is then started again; a second API; all of them
 * at once; and a worker is frozen for a while: it comes back and finds that another has gone on with its instances.
 */
function blowsTo(product: ProductProcess, secondApi: SecondProcess) {
  const killed = (name: ProcessName): Blow => {
    return () => product.kill(name);
  };
  return {
    ...{ api: killed('api'), worker: killed('worker'), mail: killed('mail') },
    ...{ temporal: killed('temporal'), postgres: killed('postgres') },
    async supervisor() {
      if (!product.kill('supervisor')) return false;
      await product.restart();
      return true;
    },
    frozen() {
      const goOn = product.freeze('worker');
      if (goOn === undefined) return false;
      setTimeout(goOn, FROZEN_MS);
      return true;
    },
    'second-api': () => secondApi.kill(),
    together() {
      if (!secondApi.runs() || !TOGETHER.every((name) => product.runs(name))) return false;
      for (const name of TOGETHER) product.kill(name);
      return secondApi.kill();
    },
  } satisfies Record<string, Blow>;
}

const ORDER = [
  ...(['worker', 'api', 'frozen', 'temporal', 'second-api', 'worker'] as const),
  ...(['postgres', 'mail', 'together', 'frozen', 'supervisor'] as const),
];

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
    await delay(100);
  }
}
