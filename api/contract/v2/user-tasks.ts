import { z } from 'zod';
import { userTaskColumns } from '../../search/resources/user-tasks.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';
import { instant, name, optional, variables } from './values.js';

export const userTaskItem = itemOf(userTaskColumns).meta({ id: 'UserTask' });
export const userTaskSearch = searchBody(
  sortsOf(userTaskColumns),
  filterOf(userTaskColumns).meta({ id: 'UserTaskFilter' }),
);
export const userTaskPage = searchReply(userTaskItem).meta({ id: 'UserTaskPage' });

/** A word for what was done; kept for Camunda's listeners, which there are none of. */
const action = optional(z.string());

export const assignTaskBody = z
  .object({
    assignee: name().min(1),
    allowOverride: z
      .boolean()
      .nullish()
      .transform((allow) => allow ?? true),
    action,
  })
  .meta({ id: 'AssignUserTask' });

export const completeTaskBody = z.object({ variables: optional(variables), action }).meta({ id: 'CompleteUserTask' });

/** An empty text clears a date; `null` leaves it as it is, like leaving it out (Camunda, user task changeset). */
const date = z
  .union([z.literal(''), instant])
  .nullish()
  .transform((given) => (given === '' ? null : (given ?? undefined)));
const names = optional(z.array(name()).max(1_000));

export const updateTaskBody = z
  .object({
    changeset: optional(
      z.object({
        dueDate: date,
        followUpDate: date,
        candidateUsers: names,
        candidateGroups: names,
        priority: optional(z.int().min(0).max(100)),
      }),
    ),
    action,
  })
  .meta({ id: 'UpdateUserTask' });
