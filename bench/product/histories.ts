import { Client, Connection } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';
import { Client as PostgresClient } from 'pg';
import { rounded, type HistoryFigures } from '../report/figures.js';
import type { Product } from './product.js';

const SAMPLE = 20;
const { EventType } = proto.temporal.api.enums.v1;

/** Counts events and workflow tasks in the histories of the last ended instances of a process; none: undefined. */
export async function historyFigures(product: Product, processId: string): Promise<HistoryFigures | undefined> {
  const ids = await lastWorkflowIds(product.databaseUrl, processId);
  if (ids.length === 0) return undefined;
  const connection = await Connection.connect({ address: product.temporalAddress });
  try {
    const client = new Client({ connection });
    const histories = await Promise.all(ids.map((id) => client.workflow.getHandle(id).fetchHistory()));
    const mean = (of: (history: temporal.api.history.v1.IHistory) => number): number =>
      rounded(histories.reduce((sum, history) => sum + of(history), 0) / histories.length);
    const tasks = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
    return {
      events: mean(({ events }) => events?.length ?? 0),
      workflowTasks: mean(({ events }) => events?.filter(({ eventType }) => eventType === tasks).length ?? 0),
      bytes: mean((history) => proto.temporal.api.history.v1.History.encode(history).finish().length),
    };
  } finally {
    await connection.close();
  }
}

async function lastWorkflowIds(databaseUrl: string, processId: string): Promise<readonly string[]> {
  const client = new PostgresClient({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ workflow_id: string }>(
      `select workflow_id from process_instances
       where process_id = $1 and workflow_started and status <> 'active' order by number desc limit $2`,
      [processId, SAMPLE],
    );
    return rows.map(({ workflow_id }) => workflow_id);
  } finally {
    await client.end();
  }
}
