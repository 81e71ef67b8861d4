import type { Pool, PoolClient } from 'pg';
import { nextTurn, type Instant, type TimerRequest } from '../../bpmn/index.js';
import { jsonbText } from '../instances/sql-json.js';
import { inTransaction } from '../database.js';
import type { EntityKey } from '../engine.js';
import type { AfterCommit } from '../instances/after-commit.js';
import type { ProductClock } from './clock.js';
import type { DueDates, Reader } from '../ports.js';

/** When a timer start event of a definition is next due. */
export interface DueStart {
  readonly element: string;
  readonly due: Instant;
}

/** A timer start event whose next due instant cannot be computed: it starts nothing until its process is deployed anew. */
export interface StoppedTimerStart {
  readonly definition: string;
  readonly processId: string;
  readonly element: string;
  readonly error: string;
}

/** Timer start events that have stopped. */
export const STOPPED_TIMER_STARTS = `
  select definition_key as definition, process_id as "processId", element_id as element, error from timer_starts
  where error is not null order by definition_key, element_id`;

/** A book that no workflow may wait for, as it was found. */
export interface BookWithoutWorkflow {
  readonly definition: EntityKey;
  readonly processId: string;
  /** Versions of its rows. */
  readonly rows: readonly string[];
}

/** The timer books of definitions: one small workflow per definition waits for each. */
export interface TimerStarts {
  /** The book of a definition; empty when a newer version has taken over or its cycles are used up. */
  book(definition: EntityKey): Promise<{ readonly starts: readonly DueStart[]; readonly pinnedAt: Instant | null }>;
  /**
   * Starts an instance for a due entry, as of `at` (absent: the due instant), and moves it to its next turn; nothing when
   * it stands elsewhere by now. An entry whose next due instant cannot be computed leaves the book and says why. Answers the
   * row in `starts`.
   */
  fire(definition: EntityKey, element: string, due: Instant, at?: Instant): Promise<string | undefined>;
  /** Definitions with a book that no workflow waits for. */
  unhosted(): Promise<readonly BookWithoutWorkflow[]>;
  /** Definitions with a book that says a workflow waits, and what was due a minute ago has not been started. */
  overdue(): Promise<readonly BookWithoutWorkflow[]>;
  /** A workflow waits for the book now; left unhosted when it has changed since. */
  hosted(book: BookWithoutWorkflow): Promise<void>;
}

/** When a turn is due, or why that cannot be told. */
async function dueOfTurn(
  turn: TimerRequest,
  dueDates: DueDates,
  reader: Reader,
  after?: Instant,
): Promise<{ readonly due: Date | null; readonly error: string | null }> {
  const date = await dueDates.within(reader, turn, after);
  return 'due' in date ? { due: new Date(date.due), error: null } : { due: null, error: date.error };
}

/** Computes the next turns of the stopped timer starts of a definition again: a calendar may have been put in force meanwhile. */
export async function resumeTimerStarts(client: PoolClient, definition: EntityKey, dueDates: DueDates): Promise<void> {
  const { rows } = await client.query<{ element_id: string; request: TimerRequest }>(
    'select element_id, request from timer_starts where definition_key = $1 and error is not null for update',
    [definition],
  );
  for (const { element_id: element, request } of rows) {
    const { due, error } = await dueOfTurn(request, dueDates, client);
    await client.query(
      'update timer_starts set due = $3, error = $4, hosted = false where definition_key = $1 and element_id = $2',
      [definition, element, due, error],
    );
  }
}

export function createTimerStarts(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly dueDates: DueDates;
  readonly afterCommit: AfterCommit;
}): TimerStarts {
  const books = async (which: string): Promise<readonly BookWithoutWorkflow[]> => {
    const { rows } = await deps.pool.query<{ definition_key: string; process_id: string; rows: string[] }>(
      `select definition_key, process_id, array_agg(xmin::text) as rows from timer_starts where ${which}
       group by definition_key, process_id`,
    );
    return rows.map((row) => ({ definition: BigInt(row.definition_key), processId: row.process_id, rows: row.rows }));
  };

  return {
    async book(definition) {
      const { rows } = await deps.pool.query<{ element_id: string; due: Date }>(
        'select element_id, due from timer_starts where definition_key = $1 and due is not null order by due, element_id',
        [definition],
      );
      const clock = await deps.pool.query<{ pinned_at: Date | null }>('select pinned_at from clock');
      return {
        starts: rows.map((row) => ({ element: row.element_id, due: row.due.getTime() })),
        pinnedAt: clock.rows[0]?.pinned_at?.getTime() ?? null,
      };
    },
    async fire(definition, element, due, at = due) {
      const now = (await deps.clock.now()).getTime();
      const start = await inTransaction(deps.pool, async (client) => {
        const { rows } = await client.query<{ process_id: string; request: TimerRequest }>(
          'select process_id, request from timer_starts where definition_key = $1 and element_id = $2 and due = $3 for update',
          [definition, element, new Date(due)],
        );
        const row = rows[0];
        if (!row) return undefined;
        const asked = await client.query<{ id: string }>(
          `insert into starts (kind, process_id, definition_key, content, at, lease_until)
           values ('timer', $1, $2, $3, $4, clock_timestamp() + interval '1 s') returning id`,
          [row.process_id, definition, JSON.stringify({ element, variables: {} }), new Date(at)],
        );
        const next = nextTurn(row.request, due);
        if (next) {
          // Turns that were missed are made up for by this one.
          const turn = await dueOfTurn(next, deps.dueDates, client, Math.max(now, at));
          await client.query(
            'update timer_starts set due = $3, error = $4, request = $5 where definition_key = $1 and element_id = $2',
            [definition, element, turn.due, turn.error, jsonbText(next)],
          );
        } else {
          await client.query('delete from timer_starts where definition_key = $1 and element_id = $2', [
            definition,
            element,
          ]);
        }
        return asked.rows[0]!.id;
      });
      if (start !== undefined) deps.afterCommit.asked([start]);
      return start;
    },
    unhosted: () => books('not hosted and due is not null'),
    overdue: () =>
      books(`hosted and due < clock_timestamp() - interval '1 minute' and (select pinned_at is null from clock)`),
    async hosted({ definition, rows }) {
      await deps.pool.query(
        'update timer_starts set hosted = true where definition_key = $1 and xmin::text = any ($2)',
        [definition, rows],
      );
    },
  };
}
