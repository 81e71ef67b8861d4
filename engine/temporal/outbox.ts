import type { Pool } from 'pg';

/** An instance whose workflow must be told something. */
export interface Tell {
  readonly instance: string;
  /** Null: it has none and needs none. */
  readonly workflowId: string | null;
  readonly active: boolean;
  readonly durable: boolean;
  /** Timers or Temporal activities wait for it. */
  readonly waits: boolean;
  /** Its workflow has got its id just now. */
  readonly fresh: boolean;
  readonly processId: string;
  readonly businessId: string | null;
}

/**
 * What Temporal must be told: instances whose `tell_at` has come. Looking takes a lease that only postpones: what is not
 * told, for whatever reason, is offered again.
 */
export interface Outbox {
  lease(limit: number): Promise<readonly Tell[]>;
  /** Nothing waits in the instance, or it has ended and no workflow runs. */
  clear(instance: string): Promise<void>;
  /** The instance is to be looked at now: one whose workflow no longer runs gets the next one. */
  tellNow(instance: string): Promise<void>;
  /** The workflow of this id no longer runs; answers the id of the next one, undefined when it has one or needs none. */
  nextWorkflow(instance: string, workflowId: string): Promise<string | undefined>;
  /** Workflows of an earlier protocol that are to be ended. */
  retired(limit: number): Promise<readonly string[]>;
  /** They have been ended. */
  forgetRetired(workflowIds: readonly string[]): Promise<void>;
}

interface Row {
  readonly instance: string;
  readonly workflow_id: string | null;
  readonly active: boolean;
  readonly durable: boolean;
  readonly waits: boolean;
  readonly fresh: boolean;
  readonly process_id: string;
  readonly business_id: string | null;
}

export const createOutbox = (pool: Pool): Outbox => ({
  async lease(limit) {
    const { rows } = await pool.query<Row>({
      name: 'lease-tells',
      text: 'select * from lease_tells($1)',
      values: [limit],
    });
    return rows.map(({ workflow_id: workflowId, process_id: processId, business_id: businessId, ...row }) => ({
      ...row,
      ...{ workflowId, processId, businessId },
    }));
  },
  async clear(instance) {
    await pool.query({ name: 'clear-tell', text: 'select clear_tell($1)', values: [instance] });
  },
  async tellNow(instance) {
    await pool.query(
      `update process_instances set tell_at = clock_timestamp() where number = $1 and status = 'active'`,
      [instance],
    );
  },
  async nextWorkflow(instance, workflowId) {
    const { rows } = await pool.query<{ id: string | null }>({
      name: 'next-workflow',
      text: 'select next_workflow($1, $2) as id',
      values: [instance, workflowId],
    });
    return rows[0]?.id ?? undefined;
  },
  async retired(limit) {
    const { rows } = await pool.query<{ workflow_id: string }>(
      'select workflow_id from retired_workflows order by workflow_id limit $1',
      [limit],
    );
    return rows.map(({ workflow_id: id }) => id);
  },
  async forgetRetired(workflowIds) {
    await pool.query('delete from retired_workflows where workflow_id = any ($1)', [workflowIds]);
  },
});
