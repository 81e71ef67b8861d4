import type { Pool } from 'pg';
import type { Input } from '../../bpmn/index.js';
import type { DefinitionRow } from '../definitions/definitions.js';
import { OutcomePendingError, StaleCallerError, type Actor, type Refusal } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { Origin } from './start-instance.js';

/**
 * Leaves a start to the workers whose first step is more than a request may do, and waits for it.
 * @throws StaleCallerError; OutcomePendingError when it has not happened in time; it will
 */
export type HeavyStarts = (
  definition: DefinitionRow,
  start: Extract<Input, { type: 'start' }>,
  origin: Origin,
  actor?: Actor,
) => Promise<bigint | Refusal>;

const PATIENCE_MS = 10_000;
const POLL_MS = 50;

const ASK = `
  insert into starts (kind, process_id, definition_key, content, at)
  select 'asked', $1, $2, $3::jsonb || jsonb_build_object('number', n.number::text), $4
  from (select nextval('entity_numbers') as number) n
  where $5::jsonb is null or callers_stand($5)
  returning id, content->>'number' as number`;

const LOOK = `
  select exists (select 1 from process_instances where number = $1) as started,
    (select error from starts where id = $2) as error`;

export function createHeavyStarts(deps: { readonly pool: Pool; readonly notices: Notices }): HeavyStarts {
  return async (definition, { at, variables }, { businessId, tags, durable }, actor) => {
    const content = { variables, businessId, tags, durable };
    const rights = actor?.rights ?? [];
    const { rows } = await deps.pool.query<{ id: string; number: string }>(ASK, [
      definition.processId,
      definition.key,
      JSON.stringify(content),
      new Date(at),
      rights.length === 0 ? null : JSON.stringify(rights),
    ]);
    const asked = rows[0];
    if (!asked) throw new StaleCallerError();
    deps.notices.nudge();
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until) {
      const look = await deps.pool.query<{ started: boolean; error: string | null }>(LOOK, [asked.number, asked.id]);
      const { started, error } = look.rows[0]!;
      if (started) return BigInt(asked.number);
      if (error !== null) {
        const { rowCount } = await deps.pool.query('delete from starts where id = $1', [asked.id]);
        if ((rowCount ?? 0) > 0) return { answer: 'refused', code: 'wrong-state', reason: error };
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new OutcomePendingError(asked.number);
  };
}
