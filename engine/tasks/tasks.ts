import type { Pool } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { Answer, EntityKey, TaskChange } from '../engine.js';
import type { Clock } from '../timers/clock.js';
import type { Definitions } from '../definitions/definitions.js';
import type { Accept } from '../instances/accept.js';
import { noSuch, type Words } from '../instances/words.js';
import { instanceOf, localOf } from '../keys.js';
import type { Notices } from '../notices/notices.js';

/** Topic of the notices that tell pages whose a task is. */
export const TASKS = 'tasks';

/** Tasks of people. Who has one lives in Postgres alone; only its completion is an input of the instance. */
export interface Tasks {
  assign(key: EntityKey, assignee: string, allowOverride: boolean): Promise<Answer>;
  unassign(key: EntityKey): Promise<Answer>;
  update(key: EntityKey, change: TaskChange): Promise<Answer>;
  /** `by`: user name or client id of who completes it, whoever has it. */
  complete(key: EntityKey, variables: Variables, by?: string): Promise<Answer>;
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
 */
const changing = (sets: readonly string[], condition: string): string => `
  with changed as (
    update user_tasks set ${sets.join(', ')} where key = $1 and state = 'open' and ${condition}
    returning instance, element_id, assignee, created_at),
  marked as (
    insert into instance_marks (instance, kind, name, element_id, at)
      select c.instance, 'assignedStatus', $2::text, c.element_id, $3::timestamptz from changed c
      where $2::text is not null and c.assignee is not null and not exists (
        select 1 from instance_marks m where m.instance = c.instance and m.kind = 'assignedStatus'
          and m.element_id = c.element_id and m.at >= c.created_at))
  select t.state, exists (select 1 from changed) as changed from user_tasks t where t.key = $1`;

export function createTasks(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly accept: Accept;
  readonly words: Words;
  readonly notices: Notices;
}): Tasks {
  const { pool } = deps;

  /** What the diagram says about the ticket while somebody has the task (design §4). */
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

  /** Changes an open task with values from $4 on; `guard` is a further condition on its row. */
  const change = async (
    key: EntityKey,
    sets: readonly string[],
    values: readonly unknown[],
    guard: { readonly condition: string; readonly reason: string } = { condition: 'true', reason: '' },
  ): Promise<Answer> => {
    const status = sets.some((set) => set.startsWith('assignee =')) ? await assignedStatus(key) : null;
    const { rows } = await pool.query<{ state: string; changed: boolean }>(changing(sets, guard.condition), [
      key,
      status,
      await deps.clock.now(),
      ...values,
    ]);
    const row = rows[0];
    if (!row) return { answer: 'refused', code: 'not-found', reason: noSuch({ task: key }) };
    if (row.changed) {
      deps.notices.changed(TASKS, [key.toString()]);
      return { answer: 'applied' };
    }
    const reason = row.state === 'open' ? guard.reason : ((await deps.words.state({ task: key })) ?? guard.reason);
    return { answer: 'refused', code: 'wrong-state', reason };
  };

  return {
    assign: (key, assignee, allowOverride) =>
      change(
        key,
        ['assignee = $4'],
        [assignee],
        allowOverride
          ? undefined
          : {
              condition: '(assignee is null or assignee = $4)',
              reason: `The user task ${key} is assigned to somebody else.`,
            },
      ),
    unassign: (key) => change(key, ['assignee = null'], []),
    update(key, fields) {
      const given = (Object.keys(COLUMNS) as (keyof TaskChange)[]).filter((field) => fields[field] !== undefined);
      if (given.length === 0) {
        return Promise.resolve({ answer: 'refused', code: 'invalid-argument', reason: 'No change is given.' });
      }
      const sets = given.map((field, i) => `${COLUMNS[field]} = $${i + 4}`);
      return change(
        key,
        sets,
        given.map((field) => fields[field]),
      );
    },
    complete: (key, variables, by) =>
      deps.accept(instanceOf(key), { type: 'task.completed', key: `u${localOf(key)}`, variables }, { task: key }, by),
  };
}
