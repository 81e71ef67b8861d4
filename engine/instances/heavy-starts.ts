import type { Pool } from 'pg';
import type { Input } from '../../bpmn/index.js';
import { isUnknown, retryPause, TRIES } from '../database.js';
import type { DefinitionRow } from '../definitions/definitions.js';
import { OutcomePendingError, StaleCallerError, type Actor, type Refusal } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import { jsonbText } from './sql-json.js';
import { rightsParameter } from './stale-callers.js';
import type { Origin } from './start-instance.js';

/**
 * Leaves a start to the workers whose first step is more than a request may do, and waits for it. What workers cannot start
 * for another reason than a refusal stays, and is tried again.
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

const DRAW = `select nextval('entity_numbers') as number, nextval('starts_id_seq') as id`;

const ASK = 'select ask_start($1, $2, $3, $4, $5, $6) as id';

const LOOK = `
  select exists (select 1 from process_instances where number = $1) as started, s.id is not null as asked, s.refusal
  from (select 1) one left join starts s on s.id = $2`;

/** The instance and the row in `starts` that asks for it, by numbers drawn beforehand: a lost reply can be looked up. */
interface Asked {
  readonly number: string;
  readonly id: string;
}

interface Found {
  readonly started: boolean;
  readonly asked: boolean;
  readonly refusal: Refusal | null;
}

export function createHeavyStarts({ pool, notices }: { readonly pool: Pool; readonly notices: Notices }): HeavyStarts {
  const look = async ({ number, id }: Asked): Promise<Found> => {
    const { rows } = await pool.query<Found>({ name: 'heavy-start-look', text: LOOK, values: [number, id] });
    return rows[0]!;
  };

  /** A row that is there already is one whose reply was lost. @throws StaleCallerError */
  const ask = async (asked: Asked, values: readonly unknown[]): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        const { rows } = await pool.query<{ id: string | null }>({
          name: 'heavy-start-ask',
          text: ASK,
          values: [...values],
        });
        if (rows[0]?.id) return;
        const found = await look(asked);
        if (found.started || found.asked) return;
        throw new StaleCallerError();
      } catch (error) {
        if (!isUnknown(error) || tries >= TRIES) throw error;
        await retryPause();
        if (
          await look(asked).then(
            ({ started }) => started,
            () => false,
          )
        )
          return;
      }
    }
  };

  const forget = ({ id }: Asked): Promise<unknown> => pool.query('delete from starts where id = $1', [id]);

  return async (definition, { at, variables }, { businessId, tags, durable }, actor) => {
    const asked = (await pool.query<Asked>(DRAW)).rows[0]!;
    const content = { variables, businessId, tags, durable, number: asked.number, awaited: true };
    await ask(asked, [
      ...[definition.processId, definition.key, jsonbText(content), new Date(at)],
      ...[asked.id, rightsParameter(actor)],
    ]);
    notices.nudge();
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until) {
      const found = await look(asked).catch((error: unknown) => {
        if (!isUnknown(error)) throw error;
        return undefined;
      });
      if (found?.started || found?.refusal) {
        // What stays behind is swept away later. A row of a started one was asked for twice.
        if (found.asked) await forget(asked).catch(() => undefined);
        return found.refusal ?? BigInt(asked.number);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new OutcomePendingError(asked.number);
  };
}
