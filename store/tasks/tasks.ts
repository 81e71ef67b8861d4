import type { Pool } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { Answer, EntityKey, TaskChange } from '../engine.js';
import type { Accept } from '../inputs/accept.js';
import { instanceOf, localOf } from '../keys.js';

/** Tasks of people. Who has one lives in Postgres alone; only its completion is an input of the instance. */
export interface Tasks {
  assign(key: EntityKey, assignee: string, allowOverride: boolean): Promise<Answer>;
  unassign(key: EntityKey): Promise<Answer>;
  update(key: EntityKey, change: TaskChange): Promise<Answer>;
  complete(key: EntityKey, variables: Variables): Promise<Answer>;
}

const COLUMNS: Readonly<Record<keyof TaskChange, string>> = {
  assignee: 'assignee',
  candidateGroups: 'candidate_groups',
  candidateUsers: 'candidate_users',
  dueDate: 'due_date',
  followUpDate: 'follow_up_date',
  priority: 'priority',
};

export function createTasks(deps: { readonly pool: Pool; readonly accept: Accept }): Tasks {
  /** Changes an open task; `guard` is a further condition on its row. */
  const change = async (
    key: EntityKey,
    sets: readonly string[],
    values: readonly unknown[],
    guard: { readonly condition: string; readonly reason: string } = { condition: 'true', reason: '' },
  ): Promise<Answer> => {
    const { rows } = await deps.pool.query<{ state: string; changed: boolean }>(
      `with changed as (update user_tasks set ${sets.join(', ')} where key = $1 and state = 'open' and ${guard.condition} returning key)
       select t.state, exists (select 1 from changed) as changed from user_tasks t where t.key = $1`,
      [key, ...values],
    );
    const row = rows[0];
    if (!row) return { answer: 'refused', code: 'not-found', reason: `There is no user task ${key}.` };
    if (row.changed) return { answer: 'applied' };
    const reason = row.state === 'open' ? guard.reason : `The user task ${key} is ${row.state}.`;
    return { answer: 'refused', code: 'wrong-state', reason };
  };

  return {
    assign: (key, assignee, allowOverride) =>
      change(
        key,
        ['assignee = $2'],
        [assignee],
        allowOverride
          ? undefined
          : {
              condition: '(assignee is null or assignee = $2)',
              reason: `The user task ${key} is assigned to somebody else.`,
            },
      ),
    unassign: (key) => change(key, ['assignee = null'], []),
    update(key, fields) {
      const given = (Object.keys(COLUMNS) as (keyof TaskChange)[]).filter((field) => fields[field] !== undefined);
      if (given.length === 0) {
        return Promise.resolve({ answer: 'refused', code: 'invalid-argument', reason: 'No change is given.' });
      }
      const sets = given.map((field, i) => `${COLUMNS[field]} = $${i + 2}`);
      return change(
        key,
        sets,
        given.map((field) => fields[field]),
      );
    },
    complete: (key, variables) =>
      deps.accept(
        instanceOf(key),
        { type: 'task.completed', key: `u${localOf(key)}`, variables },
        { task: key, what: `user task ${key}` },
      ),
  };
}
