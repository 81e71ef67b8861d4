import { z } from 'zod';
import { enumCondition, instantCondition, integerCondition, textCondition, variableConditions } from './conditions.js';
import { searchBody, searchReply } from './search.js';
import { instant, instantText, key, keyText, name, optional, tag, tenantReply, variables } from './values.js';

export const userTaskStates = [
  'CREATING',
  'CREATED',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'COMPLETED',
  'CANCELING',
  'CANCELED',
  'FAILED',
] as const;

export const userTaskItem = z
  .object({
    userTaskKey: keyText,
    name: z.string().nullable(),
    state: z.enum(userTaskStates),
    assignee: z.string().nullable(),
    candidateGroups: z.array(z.string()),
    candidateUsers: z.array(z.string()),
    priority: z.int().min(0).max(100),
    creationDate: instantText,
    completionDate: instantText.nullable(),
    followUpDate: instantText.nullable(),
    dueDate: instantText.nullable(),
    elementId: z.string(),
    elementInstanceKey: keyText,
    processName: z.string().nullable(),
    processDefinitionId: z.string(),
    processDefinitionKey: keyText,
    processDefinitionVersion: z.int(),
    processInstanceKey: keyText,
    rootProcessInstanceKey: keyText.nullable(),
    formKey: keyText.nullable(),
    externalFormReference: z.string().nullable(),
    customHeaders: z.record(z.string(), z.string()),
    tenantId: tenantReply,
    tags: z.array(z.string()),
  })
  .meta({ id: 'UserTask' });

export const userTaskFilter = z
  .strictObject({
    userTaskKey: optional(key),
    name: textCondition,
    state: enumCondition(userTaskStates),
    assignee: textCondition,
    candidateGroup: textCondition,
    candidateUser: textCondition,
    priority: integerCondition,
    creationDate: instantCondition,
    completionDate: instantCondition,
    followUpDate: instantCondition,
    dueDate: instantCondition,
    elementId: textCondition,
    elementInstanceKey: optional(key),
    processDefinitionId: textCondition,
    processDefinitionKey: optional(key),
    processInstanceKey: optional(key),
    processInstanceVariables: variableConditions,
    localVariables: variableConditions,
    tags: optional(z.array(tag).max(10)),
    tenantId: textCondition,
  })
  .meta({ id: 'UserTaskFilter' });

export const userTaskSearch = searchBody(
  ['creationDate', 'completionDate', 'followUpDate', 'dueDate', 'priority', 'name'],
  userTaskFilter,
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
