import type { UserTask } from '../model/index.js';
import { extension } from './node.js';
import { activity } from './parts/activity.js';
import { optionalExpression } from './parts/expression.js';
import { omitUndefined } from './parts/omit-undefined.js';
import { headers } from './parts/headers.js';
import type { ElementReader } from './reader.js';

/** A task for a person, with or without `zeebe:userTask`: there are no user tasks of job workers here. */
export const userTask: ElementReader<UserTask> = {
  reads: 'bpmn:UserTask',
  read: (node, place) => {
    const assignment = extension(node, 'zeebe:AssignmentDefinition');
    const schedule = extension(node, 'zeebe:TaskSchedule');
    const form = extension(node, 'zeebe:FormDefinition');
    return {
      type: 'userTask',
      ...activity(node, place),
      task: {
        ...omitUndefined({
          assignee: optionalExpression(assignment?.assignee),
          candidateGroups: optionalExpression(assignment?.candidateGroups),
          candidateUsers: optionalExpression(assignment?.candidateUsers),
          dueDate: optionalExpression(schedule?.dueDate),
          followUpDate: optionalExpression(schedule?.followUpDate),
          priority: optionalExpression(extension(node, 'zeebe:PriorityDefinition')?.priority),
          formId: form?.formId?.trim() || undefined,
          externalReference: optionalExpression(form?.externalReference ?? form?.formKey),
        }),
        headers: headers(node),
      },
    };
  },
};
