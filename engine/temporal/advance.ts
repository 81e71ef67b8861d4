import type { Pool } from 'pg';
import type { ArmedEffect, Instant, Json, Kernel, Key } from '../../bpmn/index.js';
import type { ToldFact } from '../instances/inputs.js';
import type { Lanes } from '../instances/lanes.js';
import { LONGEST_TELL_MS } from '../instances/tell.js';
import type { ProductClock } from '../timers/clock.js';
import { describeInstance, type InstanceView } from './current-details.js';

/** A Temporal activity that an instance asks for. */
export type ActivityRequested = Extract<ArmedEffect, { readonly type: 'activity.start' }>;

/** What such an activity gets: what it runs for, the task's headers, and all variables that the task sees. */
export interface ActivityInput {
  /** Number of the instance, decimal. */
  readonly processInstance: string;
  /** Key of the wait that it answers: the same at every attempt, another at every turn. */
  readonly wait: Key;
  readonly elementId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
}

/** What the workflow of an instance has to keep for it. */
export interface TemporalCommandsWanted {
  readonly ended: boolean;
  /** Until its earliest timer is due, in ms; null: there is none, or the clock is pinned. */
  readonly delay: number | null;
  /** Waits of the activities that are to run. */
  readonly activities: readonly Key[];
  /** Those of them that the workflow has not started yet. */
  readonly start: readonly ActivityRequested[];
  /** For an operator: what it waits for, in one line. No personal text. */
  readonly details: string;
}

/**
 * Steps what Temporal told and what is due, and answers what the workflow is to keep from then on. `workflow`: id of the
 * workflow that asks; one that another has taken the place of is told that all is over.
 */
export type Advance = (
  instance: string,
  told: readonly ToldFact[],
  running: readonly Key[],
  workflow?: string,
) => Promise<TemporalCommandsWanted>;

/** Temporal is not asked for shorter timers. */
export const SHORTEST_MS = 50;
/** The outbox looks again so long after the earliest due instant: a workflow that was ended from outside is noticed. */
const OVERDUE_MS = 60_000;
/** Before a heavy instance is looked at again. */
const HEAVY_MS = 1_000;

interface Row extends InstanceView {
  readonly token: string;
  readonly workflow_id: string | null;
  readonly pinned: boolean;
  readonly due: string | null;
  readonly activities: readonly Key[];
}

/** How long the workflow waits for what is due at an instant, in ms. */
export const delayUntil = (due: Instant, now: Instant): number => Math.max(SHORTEST_MS, due - now);

const OVER: TemporalCommandsWanted = { ended: true, delay: null, activities: [], start: [], details: 'ended' };

export function createAdvance(deps: {
  readonly pool: Pool;
  readonly kernel: Kernel;
  readonly clock: ProductClock;
  readonly lanes: Lanes;
}): Advance {
  const { pool, clock } = deps;

  const setTell = async (instance: string, { token, pinned }: Row, delay: number | null): Promise<boolean> => {
    const { rows } = await pool.query<{ set: boolean }>({
      name: 'set-tell',
      text: 'select set_tell($1, $2, $3, $4) as set',
      values: [instance, token, delay, pinned],
    });
    return rows[0]!.set;
  };

  return async (instance, told, running, workflow) => {
    for (let items = told; ; items = []) {
      const head = await deps.lanes.advance(instance, items, true);
      if (head === 'heavy') return { ended: false, delay: HEAVY_MS, activities: running, start: [], details: 'heavy' };
      const { rows } = await pool.query<Row>({
        name: 'workflow-view',
        text: 'select * from workflow_view($1)',
        values: [instance],
      });
      const row = rows[0];
      if (row === undefined || (workflow !== undefined && row.workflow_id !== workflow)) return OVER;
      if (row.status !== 'active') {
        if (await setTell(instance, row, null)) return OVER;
        continue;
      }
      if (typeof head === 'string' || head.token !== row.token) continue;
      const { now } = clock.reading();
      const due: Instant | null = row.due === null || row.pinned ? null : Number(row.due);
      const looks = [
        ...(due === null ? [] : [Math.max(0, due - now) + OVERDUE_MS]),
        ...(row.activities.length === 0 ? [] : [LONGEST_TELL_MS]),
      ];
      if (!(await setTell(instance, row, looks.length === 0 ? null : Math.min(...looks)))) continue;
      const open = new Set(row.activities);
      const known = new Set(running);
      return {
        ended: false,
        delay: due === null ? null : delayUntil(due, now),
        activities: row.activities,
        start: deps.kernel
          .pending(head.state)
          .filter(
            (each): each is ActivityRequested =>
              each.type === 'activity.start' && open.has(each.key) && !known.has(each.key),
          ),
        details: describeInstance(row, due),
      };
    }
  };
}
