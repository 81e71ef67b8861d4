import { z } from 'zod';
import { column, filterOnly, itemOnly } from '../column.js';
import {
  asRead,
  documentedAs,
  enumeration,
  instanceKey,
  instant,
  integer,
  key,
  member,
  nullable,
  text,
} from '../column-types.js';
import { sql } from '../columns.js';
import { viewOf } from '../table.js';
import { tagsColumn, tenantId, variables } from './shared-columns.js';

const never = sql`false`;

/** Camunda's; those of its listeners do not occur. */
const taskState = enumeration((state) => ({
  CREATING: never,
  CREATED: sql`${state} = 'open'`,
  ASSIGNING: never,
  UPDATING: never,
  COMPLETING: never,
  COMPLETED: sql`${state} = 'completed'`,
  CANCELING: never,
  CANCELED: sql`${state} = 'cancelled'`,
  FAILED: never,
}));

const texts = asRead(z.array(z.string()));
const completedAt = sql`(case when t.state = 'completed' then t.ended_at end)`;

/** The scope that is the task's own element instance. */
const ownScope = sql`v.instance = t.instance and v.scope = local_of(t.element_instance_key)`;

export const userTaskColumns = {
  userTaskKey: column(key, sql`t.key`, { filter: 'plain', sort: false }),
  name: column(nullable(text), sql`t.name`),
  state: column(taskState, sql`t.state`, { sort: false }),
  assignee: column(nullable(text), sql`t.assignee`, { sort: false }),
  candidateGroups: itemOnly(texts, sql`t.candidate_groups`),
  candidateGroup: filterOnly(member, sql`t.candidate_groups`),
  candidateUsers: itemOnly(texts, sql`t.candidate_users`),
  candidateUser: filterOnly(member, sql`t.candidate_users`),
  priority: column(documentedAs(integer, z.int().min(0).max(100)), sql`t.priority`),
  creationDate: column(instant, sql`t.created_at`),
  completionDate: column(nullable(instant), completedAt),
  followUpDate: column(nullable(instant), sql`t.follow_up_date`),
  dueDate: column(nullable(instant), sql`t.due_date`),
  elementId: column(text, sql`t.element_id`, { sort: false }),
  elementInstanceKey: column(key, sql`t.element_instance_key`, { filter: 'plain', sort: false }),
  processName: itemOnly(nullable(text), sql`d.name`),
  processDefinitionId: column(text, sql`t.process_id`, { sort: false }),
  processDefinitionKey: column(key, sql`t.definition_key`, { filter: 'plain', sort: false }),
  processDefinitionVersion: itemOnly(integer, sql`t.version`),
  processInstanceKey: column(instanceKey, sql`t.instance`, { filter: 'plain', sort: false }),
  processInstanceVariables: filterOnly(variables, sql`v.instance = t.instance and v.scope = 1`),
  localVariables: filterOnly(variables, ownScope),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  formKey: itemOnly(nullable(key), sql`null::bigint`),
  externalFormReference: itemOnly(nullable(text), sql`t.external_reference`),
  customHeaders: itemOnly(asRead(z.record(z.string(), z.string())), sql`t.headers`),
  tenantId: { ...tenantId, sort: false },
  tags: tagsColumn(sql`p.tags`),
};

/** Tasks of people, open and past. */
export const userTaskView = viewOf(userTaskColumns, {
  from: sql`from user_tasks t join process_instances p on p.number = t.instance
    left join process_definitions d on d.key = t.definition_key`,
  key: userTaskColumns.userTaskKey,
});
