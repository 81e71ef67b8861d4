import type { PoolClient } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { PackVersion } from '../packs/packs.js';

/**
 * The process of a work item: as it was deployed with the version of the pack that the work item keeps, or as a person has
 * deployed it since; never that of another version of the pack, which is deployed before it is in force.
 */
const DEFINITION = `
  select d.key from process_definitions own
    join process_definitions d on d.process_id = own.process_id and d.version >= own.version
    join deployments p on p.key = d.deployment_key
  where own.key = $1 and (d.key = own.key or p.deployed_by is not null)
  order by d.version desc limit 1`;

/** How the process of a new work item begins. */
export interface NewProcess {
  /** Number reserved for its instance. */
  readonly instance: string;
  /** Number of the work item. */
  readonly businessId: string;
  readonly variables: Variables;
  readonly at: Date;
}

/**
 * Asks for the process instance of a new work item inside the caller's transaction. Its workflow runs from start to end.
 * Answers the row in `starts`.
 */
export async function startProcess(
  client: PoolClient,
  { pack, definition }: PackVersion,
  { instance, businessId, variables, at }: NewProcess,
): Promise<bigint> {
  const content = { variables, businessId, number: instance, durable: true };
  const found = await client.query<{ key: string }>(DEFINITION, [definition]);
  const { rows } = await client.query<{ id: string }>('select ask_start($1, $2, $3, $4) as id', [
    pack.process,
    found.rows[0]?.key ?? null,
    JSON.stringify(content),
    at,
  ]);
  return BigInt(rows[0]!.id);
}
