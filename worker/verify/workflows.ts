import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { EngineStore } from '../../engine/index.js';
import { MOVED, PROCESS_INSTANCE } from '../../workflows/process-instance/messages.js';

/** An active instance that needs its workflow, which does not run (ended from outside, or lost with its server). */
export interface Stranded {
  readonly instance: string;
  readonly workflowId: string;
  readonly status: string;
}

/** Instances whose workflow is to be there, and is not about to be told anything. */
const NEEDED = `
  select p.number::text as instance, p.workflow_id as "workflowId" from process_instances p
  where p.status = 'active' and p.workflow_id is not null
    and (p.tell_at is null or p.tell_at > clock_timestamp() + interval '10 s')
    and (p.durable or exists (select 1 from temporal_activities a where a.instance = p.number)
      or ((select c.pinned_at is null from clock c) and exists (select 1 from timers t where t.instance = p.number)))
  order by p.number`;

/**
 * Of these workflows the ones that are nobody's: no instance has them, or theirs has ended and is to be told nothing. Those
 * of an earlier protocol are on their way out.
 */
const NOBODYS = `
  select w.id as "workflowId" from unnest($1::text[]) w(id) left join process_instances p on p.workflow_id = w.id
  where (p.number is null or (p.status <> 'active' and p.tell_at is null))
    and not exists (select 1 from retired_workflows r where r.workflow_id = w.id)
  order by w.id`;

const AT_ONCE = 20;

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return done;
}

const statusOf = (client: Client, workflowId: string): Promise<string> =>
  client.workflow
    .getHandle(workflowId)
    .describe()
    .then(({ status }) => status.name as string)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
      throw error;
    });

/** Looks up the workflow of every active instance that needs one. */
export async function findStranded(store: EngineStore, client: Client): Promise<readonly Stranded[]> {
  const { rows } = await store.pool.query<Omit<Stranded, 'status'>>(NEEDED);
  const found = await inTurns(rows, async (row) => ({ ...row, status: await statusOf(client, row.workflowId) }));
  return found.filter(({ status }) => status !== 'RUNNING');
}

/** Workflows of instances that run although their instance has ended or has another one. */
export async function findLeftOver(store: EngineStore, client: Client): Promise<readonly string[]> {
  const query = `WorkflowType = '${PROCESS_INSTANCE}' and ExecutionStatus = 'Running'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  const { rows } = await store.pool.query<{ workflowId: string }>(NOBODYS, [ids]);
  // The list of workflows may be behind.
  const found = await inTurns(rows, async ({ workflowId }) => ({
    workflowId,
    status: await statusOf(client, workflowId),
  }));
  return found.flatMap(({ workflowId, status }) => (status === 'RUNNING' ? [workflowId] : []));
}

/** Has them look: each ends when it sees that it is nobody's. */
export async function endLeftOver(client: Client, workflowIds: readonly string[]): Promise<void> {
  await inTurns(workflowIds, (id) =>
    client.workflow
      .getHandle(id)
      .signal(MOVED)
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }),
  );
}
