import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { CancelledFailure, sleep } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { instanceOf, processInstanceKey } from '../../engine/index.js';
import type { Store } from '../../desk/index.js';
import { timerStartsWorkflowId } from '../../workflows/timer-starts/messages.js';
import { startProduction } from '../conformance/hosts/temporal/production.js';
import { testTemporalAddress } from '../environment/temporal.js';
import { until } from '../../engine/test-support/until.js';
import { families, OWN_QUEUE, type Family } from './families.js';
import { playOn } from './play.js';

/** `npm run histories:record`: plays every family on real servers and keeps the histories of its workflows. */
const folder = import.meta.dirname;

const ownActivities = {
  greet: () => Promise.resolve({ greeting: 'hello' }),
  refuse: () => Promise.reject(ApplicationFailure.nonRetryable('no', 'REFUSED')),
  dawdle: () =>
    sleep('1 minute').catch((error: unknown) =>
      Promise.reject(error instanceof CancelledFailure ? error : new Error(String(error))),
    ),
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
  const document = await store.definitions.document(row.hash);
  writeFileSync(join(folder, 'definitions', `${row.hash}.json`), `${JSON.stringify(document)}\n`);
  return row.workflowId;
}

/** Waits for the end of a workflow, which the relay may not have started yet. */
async function ended(handle: WorkflowHandle): Promise<void> {
  await until(() =>
    handle.describe().then(
      () => true,
      () => false,
    ),
  );
  await handle.result();
}

/** Stacks name the folders of the machine that recorded. */
const withoutPaths = (member: string, value: unknown): unknown => (member === 'stackTrace' ? '' : value);

/** Keeps the histories of a workflow, one file for each run, the first run first. */
async function keep(client: Client, name: string, workflowId: string): Promise<void> {
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
  runs.forEach((text, run) => {
    const file = runs.length === 1 ? `${name}.json` : `${name}.${run + 1}.json`;
    writeFileSync(join(folder, file), `${JSON.stringify(JSON.parse(text, withoutPaths))}\n`);
  });
}

for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(join(folder, name));
rmSync(join(folder, 'definitions'), { recursive: true, force: true });
mkdirSync(join(folder, 'definitions'));
const production = await startProduction();
const address = await testTemporalAddress();
const [connection, native] = await Promise.all([
  Connection.connect({ address }),
  NativeConnection.connect({ address }),
]);
const client = new Client({ connection });
const worker = await Worker.create({ connection: native, taskQueue: OWN_QUEUE, activities: ownActivities });
await worker.runUntil(async () => {
  for (const family of families) {
    await keep(client, family.name, await play(family, production.store));
    console.log(`recorded ${family.name}`);
  }
});
await connection.close();
await native.close();
await production.close();
process.exit(0);
