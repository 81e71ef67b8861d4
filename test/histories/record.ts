import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Context } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { instanceOf, processInstanceKey, type Advance } from '../../engine/index.js';
import type { Store } from '../../desk/index.js';
import { timerStartsWorkflowId } from '../../workflows/timer-starts/messages.js';
import { startProduction, type ProductionOptions } from '../conformance/hosts/temporal/production.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { until } from '../../engine/test-support/until.js';
import { AT_ONCE, families, OWN_QUEUE, type Family } from './families.js';
import { playOn } from './play.js';

/** `npm run histories:record`: plays every family on real servers and keeps the histories of its workflows. */
const folder = import.meta.dirname;

/** So few events that recorded workflows continue as new, in both ways. */
const historyLimits = { long: 22, longest: 24 };
/** Longer than a workflow task: whatever is told meanwhile is carried over. */
const SLOW_MS = 4_000;

let slowed = false;
/** The first answer of an activity takes long to be stepped. */
const slowly =
  (advance: Advance): Advance =>
  async (instance, told, ...rest) => {
    if (told.length > 0 && !slowed) {
      slowed = true;
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    }
    return advance(instance, told, ...rest);
  };

let together: (() => void)[] = [];
let stumbled = false;

const ownActivities = {
  greet: () => Promise.resolve({ greeting: 'hello' }),
  refuse: () => Promise.reject(ApplicationFailure.nonRetryable('no', 'REFUSED')),
  /** When all have begun one answers, and the others while that answer is stepped. */
  together: () =>
    new Promise((resolve) => {
      together.push(() => resolve({}));
      if (together.length < AT_ONCE) return;
      const [first, ...others] = together;
      together = [];
      first!();
      setTimeout(() => {
        for (const answer of others) answer();
      }, SLOW_MS / 4);
    }),
  stumble() {
    if (stumbled) return Promise.resolve({});
    stumbled = true;
    return Promise.reject(ApplicationFailure.nonRetryable('stumbled'));
  },
  /** Never ends by itself. */
  async dawdle() {
    for (;;) {
      Context.current().heartbeat();
      await Context.current().sleep(100);
    }
  },
};

/** Plays one family; answers the workflow id whose history is kept. */
async function play(family: Family, store: Store): Promise<string> {
  const file = { name: `${family.name}.bpmn`, content: Buffer.from('') };
  const { processes } = await store.engine.deploy([{ file, processes: family.definitions }], undefined);
  const { key } = processes[0]!;
  if (!family.play) return timerStartsWorkflowId(key.toString());
  const started = await store.engine.start({ definition: { key }, variables: {} });
  if (started.answer !== 'started') throw new Error(started.reason);
  const number = instanceOf(started.processInstanceKey);
  await family.play(playOn(store, number));
  const ending = await store.engine.awaitEnd(processInstanceKey(number), 20_000);
  if (ending.status === 'timeout') throw new Error(`${family.name} has not ended`);
  const row = await store.prisma.processInstance.findUniqueOrThrow({ where: { number } });
  if (row.workflowId === null) throw new Error(`${family.name} had no workflow`);
  return row.workflowId;
}

/** Waits for the end of a workflow, which may not have been started yet. */
async function ended(handle: WorkflowHandle): Promise<void> {
  await until(() =>
    handle.describe().then(
      () => true,
      () => false,
    ),
  );
  await handle.result();
}

interface Started {
  readonly workflowExecutionStartedEventAttributes?: {
    readonly input?: { readonly payloads: readonly { readonly data?: string }[] };
  };
}

/** Stacks name the folders of the machine that recorded. */
const withoutPaths = (member: string, value: unknown): unknown => (member === 'stackTrace' ? '' : value);

/** The histories of a workflow as JSON, the first run first. */
async function runsOf(client: Client, workflowId: string): Promise<readonly string[]> {
  const runs: string[] = [];
  for (let runId: string | undefined; ;) {
    const handle = client.workflow.getHandle(workflowId, runId);
    if (runs.length === 0) await ended(handle);
    const history = await handle.fetchHistory();
    runs.unshift(historyToJSON(history));
    const earlier = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!earlier) break;
    runId = earlier;
  }
  return runs;
}

/** Answers of activities that a run was given by the one before. */
function carriedInto(run: string): readonly unknown[] {
  const [started] = (JSON.parse(run) as { events: readonly Started[] }).events;
  const carried = started?.workflowExecutionStartedEventAttributes?.input?.payloads[1]?.data;
  return carried === undefined ? [] : (JSON.parse(Buffer.from(carried, 'base64').toString()) as readonly unknown[]);
}

/** @throws when the histories do not have what they are for */
async function record(family: Family, store: Store, client: Client): Promise<readonly string[]> {
  const runs = await runsOf(client, await play(family, store));
  if (family.carries === true && runs.every((run) => carriedInto(run).length === 0))
    throw new Error(`${family.name} has carried no answer over`);
  return runs;
}

/** Plays families on a production host of their own, and keeps their histories. */
async function keep(chosen: readonly Family[], options: ProductionOptions): Promise<void> {
  const production = await startProduction(options);
  const address = await testTemporalAddress();
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const client = new Client({ connection });
  const worker = await Worker.create({
    connection: native,
    taskQueue: OWN_QUEUE,
    activities: ownActivities,
    // With heartbeats it hears of its cancelling.
    defaultHeartbeatThrottleInterval: 100,
  });
  await worker.runUntil(async () => {
    for (const family of chosen) {
      const runs = await record(family, production.store, client);
      runs.forEach((text, run) => {
        const file = runs.length === 1 ? `${family.name}.json` : `${family.name}.${run + 1}.json`;
        writeFileSync(join(folder, file), `${JSON.stringify(JSON.parse(text, withoutPaths))}\n`);
      });
      console.log(`recorded ${family.name}`);
    }
  });
  await connection.close();
  await native.close();
  await production.close();
}

for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(join(folder, name));
await keep(
  families.filter(({ carries }) => carries !== true),
  {},
);
await keep(
  families.filter(({ carries }) => carries === true),
  { historyLimits, between: slowly },
);
process.exit(0);
