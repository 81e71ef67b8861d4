import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';
import { rounded, type HistoryFigures } from '../report/figures.js';
import { PROCESS_INSTANCE } from '../../workflows/process-instance/messages.js';
import type { Product } from './product.js';

// What the product's Temporal server tells of itself; nothing of our own tables is needed for it.

const RUNNING = `WorkflowType = '${PROCESS_INSTANCE}' AND ExecutionStatus = 'Running'`;
const ENDED = `WorkflowType = '${PROCESS_INSTANCE}' AND ExecutionStatus = 'Completed'`;
/** Histories read for a mean. */
const SAMPLE = 20;
/** Histories in which timers are looked for: half of them of the newest workflows, the others spread over the rest. */
const TIMERS_SAMPLE = 1_000;
const AT_ONCE = 20;
const LOOK_EVERY_MS = 250;

const { EventType } = proto.temporal.api.enums.v1;
type History = temporal.api.history.v1.IHistory;

async function withClient<T>({ temporalAddress }: Product, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** Counts events and workflow tasks in the histories of the last ended instances; undefined where none has a workflow. */
export const historyFigures = (product: Product): Promise<HistoryFigures | undefined> =>
  withClient(product, async (client) => {
    const handles = [];
    for await (const { workflowId, runId } of client.workflow.list({ query: ENDED, pageSize: SAMPLE })) {
      handles.push(client.workflow.getHandle(workflowId, runId));
      if (handles.length === SAMPLE) break;
    }
    if (handles.length === 0) return undefined;
    const histories = await Promise.all(handles.map((handle) => handle.fetchHistory()));
    const mean = (of: (history: History) => number): number =>
      rounded(histories.reduce((sum, history) => sum + of(history), 0) / histories.length);
    const tasks = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
    return {
      events: mean(({ events }) => events?.length ?? 0),
      workflowTasks: mean(({ events }) => events?.filter(({ eventType }) => eventType === tasks).length ?? 0),
      bytes: mean((history) => proto.temporal.api.history.v1.History.encode(history).finish().length),
    };
  });

/** How many workflows of instances are open. */
export const openWorkflows = (product: Product): Promise<number> =>
  withClient(product, async (client) => (await client.workflow.count(RUNNING)).count);

/**
 * Waits until so many workflows are open, then until the workflows of a sample all have a timer.
 *
 * @returns when the last of these timers was armed, by the server's clock, which is this machine's; ms since 1970
 * @throws Error when there is no progress for `patience` seconds
 */
export const timersArmed = (product: Product, workflows: number, patience: number): Promise<number> =>
  withClient(product, async (client) => {
    let open = 0;
    await progress(
      patience,
      () => `${open} of ${workflows} workflows are open`,
      async () => {
        ({ count: open } = await client.workflow.count(RUNNING));
        return { value: open, done: open >= workflows };
      },
    );
    let missing = await sampleOf(client, workflows);
    let last = 0;
    await progress(
      patience,
      () => `${missing.length} workflows have no timer`,
      async () => {
        const without: Execution[] = [];
        for (let index = 0; index < missing.length; index += AT_ONCE) {
          const some = missing.slice(index, index + AT_ONCE);
          const armed = await Promise.all(some.map((execution) => timerArmed(client, execution)));
          armed.forEach((at, place) => {
            if (at === undefined) without.push(some[place] as Execution);
            else last = Math.max(last, at);
          });
        }
        missing = without;
        return { value: -missing.length, done: missing.length === 0 };
      },
    );
    return last;
  });

interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

/** Looks again and again until it is done. */
async function progress(
  patience: number,
  state: () => string,
  look: () => Promise<{ readonly value: number; readonly done: boolean }>,
): Promise<void> {
  let best = -Infinity;
  let since = performance.now();
  for (;;) {
    const { value, done } = await look();
    if (done) return;
    if (value > best) [best, since] = [value, performance.now()];
    if (performance.now() - since > patience * 1_000) throw new Error(`no progress for ${patience} s: ${state()}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** The list begins with the workflows that were started last. */
async function sampleOf(client: Client, workflows: number): Promise<Execution[]> {
  const newest = TIMERS_SAMPLE / 2;
  const step = Math.max(1, Math.ceil((workflows - newest) / newest));
  const sample: Execution[] = [];
  let index = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query: RUNNING, pageSize: TIMERS_SAMPLE })) {
    if (index < newest || (index - newest) % step === 0) sample.push({ workflowId, runId });
    index += 1;
  }
  return sample;
}

/** When a workflow armed its last timer; undefined while it has none. */
async function timerArmed(client: Client, { workflowId, runId }: Execution): Promise<number | undefined> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const armed = events?.filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes != null);
  const last = armed?.at(-1)?.eventTime;
  return last == null ? undefined : Number(last.seconds) * 1_000 + Number(last.nanos ?? 0) / 1e6;
}
