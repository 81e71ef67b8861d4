import { taskRefusal, type TaskPeople, type TaskRefusal } from '../../bpmn/model/task-people.js';
import { StaleCallerError, type ReadRows } from '../../engine/index.js';
import { Prisma } from '../../prisma/generated/client.js';
import { Problem } from '../problems/problem.js';
import { auditLine, type AuditLine } from './audit.js';
import type { Caller } from './caller.js';

/** What somebody does with a user task. */
export type TaskAct = 'assign' | 'unassign' | 'update' | 'complete';

type Circumstances = Parameters<typeof auditLine>[0] & { readonly caller: Caller };

/** Runs what is done with a user task, for those who may. */
export interface TaskRights {
  /**
   * `yielding`: the command itself refuses what somebody else has (`wrong-state`).
   * @throws Problem `forbidden`; StaleCallerError when the rights that were remembered are not those of now
   */
  guard<T>(
    call: Circumstances,
    task: { readonly key: bigint; readonly act: TaskAct; readonly yielding?: boolean },
    work: () => Promise<T>,
  ): Promise<T>;
}

const { sql } = Prisma;

const said = (refusal: TaskRefusal, key: bigint, { assignee, candidateUsers, candidateGroups }: TaskPeople): string =>
  refusal === 'assigned-to-other'
    ? `The user task ${key} is assigned to ${String(assignee)}.`
    : `The user task ${key} is for its candidates: ${[...candidateUsers, ...candidateGroups].join(', ')}.`;

/**
 * The one place that decides who may work on a user task (`taskRefusal`), for every operation on one. Callers with the
 * permission `tasks.override` may work on any; where the rule would have refused them, the audit says so.
 */
export const createTaskRights = (deps: {
  readonly readRows: ReadRows;
  readonly audit: (line: AuditLine) => Promise<void>;
}): TaskRights => ({
  async guard(call, { key, act, yielding = false }, work) {
    const { caller } = call;
    const [task] = await deps.readRows<TaskPeople & { readonly stand: boolean }>(sql`
      select assignee, candidate_users as "candidateUsers", candidate_groups as "candidateGroups",
        callers_stand(${JSON.stringify(caller.rights)}::jsonb) as stand
      from user_tasks where key = ${key} and state = 'open'`);
    const refusal = task === undefined ? undefined : taskRefusal(task, caller);
    // What is not there or past is the engine's to refuse.
    if (task === undefined || refusal === undefined || (yielding && refusal === 'assigned-to-other')) return work();
    if (!task.stand) throw new StaleCallerError();
    if (!caller.permissions.has('tasks.override'))
      throw new Problem('forbidden', said(refusal, key, task), { reason: refusal, permissions: ['tasks.override'] });
    const done = await work();
    const detail = { act, reason: refusal, assignee: task.assignee };
    await deps.audit(auditLine(call, 'task.overridden', key.toString(), detail));
    return done;
  },
});
