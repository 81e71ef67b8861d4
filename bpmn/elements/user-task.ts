import type { Expression, UserTask, UserTaskSpecification } from '../model/index.js';
import type { Instance, Step } from '../kernel/behaviour.js';
import { names, text, unexpected, wholeNumber } from '../kernel/variables/expecting.js';
import type { TaskRequest } from '../kernel/state/state.js';
import { instantText } from '../kernel/waits/timer-text.js';
import { activity } from './activity.js';

const defaultPriority = 50;

/** A task for a person (Camunda: user tasks). */
export const userTask = activity<UserTask>({
  begin: (step, element, self) =>
    step.ask(self, { kind: 'task', for: element.id, task: taskRequest(step, element.task, self) }),
});

function taskRequest(step: Step, task: UserTaskSpecification, self: Instance): TaskRequest {
  const { assignee, candidateGroups, candidateUsers, priority, formId, externalReference, headers } = task;
  const dueDate = optionalDate(step, task.dueDate, self);
  const followUpDate = optionalDate(step, task.followUpDate, self);
  return {
    ...(assignee !== undefined && { assignee: text(step, assignee, self) }),
    candidateGroups: candidateGroups === undefined ? [] : names(step, candidateGroups, self),
    candidateUsers: candidateUsers === undefined ? [] : names(step, candidateUsers, self),
    ...(dueDate !== undefined && { dueDate }),
    ...(followUpDate !== undefined && { followUpDate }),
    priority: priority === undefined ? defaultPriority : wholeNumber(step, priority, self, 0, 100),
    ...(formId !== undefined && { formId }),
    ...(externalReference !== undefined && { externalReference: text(step, externalReference, self) }),
    headers,
  };
}

/** Null and the empty text mean: no date. A date is given on as a database reads it. */
function optionalDate(step: Step, date: Expression | undefined, self: Instance): string | undefined {
  if (date === undefined) return undefined;
  const value = step.evaluate(date, self);
  if (value === null || value === '') return undefined;
  const instant = typeof value === 'string' ? instantText(value) : undefined;
  if (instant !== undefined) return instant;
  throw unexpected(date, { wanted: 'instant' }, value);
}
