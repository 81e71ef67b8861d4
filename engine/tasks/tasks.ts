import type { Pool } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { Actor, Answer, EntityKey, TaskChange } from '../engine.js';
import type { Definitions } from '../definitions/definitions.js';
import type { GiveCommand } from '../instances/commands.js';
import { notFoundMessage, type DescribeEntity } from '../instances/describe-entity.js';
import { checkRights, rightsParameter } from '../instances/stale-callers.js';
import { instanceOf, localOf } from '../keys.js';
import type { Notices } from '../notices/notices.js';
import type { ProductClock } from '../timers/clock.js';

/** Topic of the notices that tell pages whose a task is. */
export const TASKS = 'tasks';

/** Tasks of people. Who has one lives in Postgres alone; only its completion is an input of the instance. */
export interface Tasks {
  assign(key: EntityKey, assignee: string, allowOverride: boolean, actor?: Actor): Promise<Answer>;
  unassign(key: EntityKey, actor?: Actor): Promise<Answer>;
  update(key: EntityKey, change: TaskChange, actor?: Actor): Promise<Answer>;
  complete(key: EntityKey, variables: Variables, actor?: Actor): Promise<Answer>;
}

const COLUMNS: Readonly<Record<keyof TaskChange, string>> = {
  assignee: 'assignee',
  candidateGroups: 'candidate_groups',
  candidateUsers: 'candidate_users',
  dueDate: 'due_date',
  followUpDate: 'follow_up_date',
  priority: 'priority',
};

/**
 * Changes an open task. Whoever gets one whose element has a status for that ($2, else null) marks it, once per task.
 * $4: whose rights are relied on, or null.
 */
const changing = (sets: readonly string[], condition: string): string => `
  with changed as (
    update user_tasks set ${sets.join(', ')}
    where key = $1 and state = 'open' and ($4::jsonb is null or callers_stand($4)) and ${condition}
    returning instance, element_id, assignee, created_at),
  marked as (
    select mark_assigned(c.instance, c.element_id, $2::text, c.created_at, $3::timestamptz) from changed c
      where $2::text is not null and c.assignee is not null)
  select t.state, exists (select 1 from changed) as changed, (select count(*) from marked) as marked from user_tasks t where t.key = $1`;

export function createTasks(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly definitions: Definitions;
  readonly give: GiveCommand;
  readonly describeEntity: DescribeEntity;
  readonly notices: Notices;
}): Tasks {
  const { pool } = deps;

  /** What the diagram says about the ticket while somebody has the task (`reglament:assignedStatus`). */
  const assignedStatus = async (key: EntityKey): Promise<string | null> => {
    const { rows } = await pool.query<{ hash: string; element: string }>({
      name: 'task-element',
      text: `select p.hash, t.element_id as element from user_tasks t
        join process_instances p on p.number = t.instance where t.key = $1`,
      values: [key],
    });
    const row = rows[0];
    if (!row) return null;
    const { elements } = await deps.definitions.document(row.hash);
    return elements[row.element]?.reglament?.assignedStatus ?? null;
  };

  /** Changes an open task with values from $5 on; `guard` is a further condition on its row. */
  const change = async (
    key: EntityKey,
    sets: readonly string[],
    values: readonly unknown[],
    actor: Actor | undefined,
    guard: { readonly condition: string; readonly reason: string } = { condition: 'true', reason: '' },
  ): Promise<Answer> => {
    const status = sets.some((set) => set.startsWith('assignee =')) ? await assignedStatus(key) : null;
    const { rows } = await pool.query<{ state: string; changed: boolean }>(changing(sets, guard.condition), [
      key,
      status,
      await deps.clock.now(),
      rightsParameter(actor),
      ...values,
    ]);
    const row = rows[0];
    if (row?.changed) {
      deps.notices.changed(TASKS, [key.toString()]);
      return { answer: 'applied' };
    }
    await checkRights(pool, actor);
    if (!row) return { answer: 'refused', code: 'not-found', reason: notFoundMessage({ task: key }) };
    const reason = row.state === 'open' ? guard.reason : ((await deps.describeEntity({ task: key })) ?? guard.reason);
    return { answer: 'refused', code: 'wrong-state', reason };
  };

  return {
    assign: (key, assignee, allowOverride, actor) =>
      change(
        key,
        ['assignee = $5'],
        [assignee],
        actor,
        allowOverride
          ? undefined
          : {
              condition: '(assignee is null or assignee = $5)',
              reason: `The user task ${key} is assigned to somebody else.`,
            },
      ),
    unassign: (key, actor) => change(key, ['assignee = null'], [], actor),
    update(key, fields, actor) {
      const given = (Object.keys(COLUMNS) as (keyof TaskChange)[]).filter((field) => fields[field] !== undefined);
      if (given.length === 0) {
        return Promise.resolve({ answer: 'refused', code: 'invalid-argument', reason: 'No change is given.' });
      }
      const sets = given.map((field, i) => `${COLUMNS[field]} = $${i + 5}`);
      return change(
        key,
        sets,
        given.map((field) => fields[field]),
        actor,
      );
    },
    complete: (key, variables, actor) =>
      deps.give(instanceOf(key), { type: 'task.completed', key: `u${localOf(key)}`, variables }, { task: key }, actor),
  };
}
