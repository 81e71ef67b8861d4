/** Whose a user task is, and who may take it. */
export interface TaskPeople {
  /** User name; null: nobody has it. */
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  /** Names of roles. */
  readonly candidateGroups: readonly string[];
}

/** Somebody who wants to work on a task. */
export interface TaskWorker {
  readonly name: string;
  readonly roles: readonly string[];
}

/** Why somebody may not work on a task. */
export type TaskRefusal = 'assigned-to-other' | 'not-a-candidate';

/**
 * May somebody claim, hand over, give back, change or complete a task? Whoever has it may; nobody else does while somebody
 * has it. A task that nobody has is for its candidates, or for everybody when it names none.
 */
export const taskRefusal = (task: TaskPeople, { name, roles }: TaskWorker): TaskRefusal | undefined => {
  if (task.assignee !== null) return task.assignee === name ? undefined : 'assigned-to-other';
  const { candidateUsers, candidateGroups } = task;
  if (candidateUsers.length === 0 && candidateGroups.length === 0) return undefined;
  const isCandidate = candidateUsers.includes(name) || candidateGroups.some((group) => roles.includes(group));
  return isCandidate ? undefined : 'not-a-candidate';
};
