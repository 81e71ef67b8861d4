import type { Pool } from 'pg';
import { nextTurn, type Instant, type TimerRequest } from '../../bpmn/index.js';
import { dueInstant } from '../../regulations/calendar/due.js';
import type { CalendarStore } from '../calendars/calendars.js';
import { inTransaction } from '../database.js';
import type { EntityKey } from '../engine.js';
import type { Notices } from '../notices.js';

/** When a timer start event of a definition is next due. */
export interface DueStart {
  readonly element: string;
  readonly due: Instant;
}

/** A book that no workflow waits for, as it was found. */
export interface Unhosted {
  readonly definition: EntityKey;
  /** Versions of its rows. */
  readonly rows: readonly string[];
}

/** The timer books of definitions: one small workflow per definition waits for each. */
export interface TimerStarts {
  /** The book of a definition; empty when a newer version has taken over or its cycles are used up. */
  book(definition: EntityKey): Promise<{ readonly starts: readonly DueStart[]; readonly pinnedAt: Instant | null }>;
  /** Starts an instance for a due entry and moves it to its next turn; nothing when it stands elsewhere by now. */
  fire(definition: EntityKey, element: string, due: Instant): Promise<void>;
  /** Definitions with a book that no workflow waits for. */
  unhosted(): Promise<readonly Unhosted[]>;
  /** A workflow waits for the book now; left unhosted when it has changed since. */
  hosted(book: Unhosted): Promise<void>;
}

export function createTimerStarts(deps: {
  readonly pool: Pool;
  readonly calendars: CalendarStore;
  readonly notices: Notices;
}): TimerStarts {
  return {
    async book(definition) {
      const { rows } = await deps.pool.query<{ element_id: string; due: Date }>(
        'select element_id, due from timer_starts where definition_key = $1 order by due, element_id',
        [definition],
      );
      const clock = await deps.pool.query<{ pinned_at: Date | null }>('select pinned_at from clock');
      return {
        starts: rows.map((row) => ({ element: row.element_id, due: row.due.getTime() })),
        pinnedAt: clock.rows[0]?.pinned_at?.getTime() ?? null,
      };
    },
    async fire(definition, element, due) {
      await inTransaction(deps.pool, async (client) => {
        const { rows } = await client.query<{ process_id: string; request: TimerRequest }>(
          'select process_id, request from timer_starts where definition_key = $1 and element_id = $2 and due = $3 for update',
          [definition, element, new Date(due)],
        );
        const row = rows[0];
        if (!row) return;
        await client.query(
          `insert into starts (kind, process_id, definition_key, content, at) values ('timer', $1, $2, $3, $4)`,
          [row.process_id, definition, JSON.stringify({ element, variables: {} }), new Date(due)],
        );
        const next = nextTurn(row.request, due);
        if (next) {
          const calendars = await deps.calendars.inForce(next.calendar === undefined ? [] : [next.calendar], client);
          await client.query(
            'update timer_starts set due = $3, request = $4 where definition_key = $1 and element_id = $2',
            [definition, element, new Date(dueInstant(next, calendars)), JSON.stringify(next)],
          );
        } else {
          await client.query('delete from timer_starts where definition_key = $1 and element_id = $2', [
            definition,
            element,
          ]);
        }
      });
      deps.notices.nudge();
    },
    async unhosted() {
      const { rows } = await deps.pool.query<{ definition_key: string; rows: string[] }>(
        'select definition_key, array_agg(xmin::text) as rows from timer_starts where not hosted group by definition_key',
      );
      return rows.map((row) => ({ definition: BigInt(row.definition_key), rows: row.rows }));
    },
    async hosted({ definition, rows }) {
      await deps.pool.query(
        'update timer_starts set hosted = true where definition_key = $1 and xmin::text = any ($2)',
        [definition, rows],
      );
    },
  };
}
