import type { z } from 'zod';
import type { userTaskFilter, userTaskItem, userTaskSearch } from '../../../contract/v2/user-tasks.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  enumColumn,
  exactly,
  instanceColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  memberColumn,
  membersFilter,
  sql,
  textColumn,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  instanceKeyOf,
  instantOf,
  instantOrder,
  instantOrNull,
  integerOrder,
  keyOf,
  keyOrder,
  tagsFilter,
  tenantFilter,
  textOrder,
  variablesFilter,
} from '../columns.js';

type Filters = z.output<typeof userTaskFilter>;
type Field = z.output<typeof userTaskSearch>['sort'][number]['field'];
type Item = z.input<typeof userTaskItem>;

interface Row {
  readonly key: bigint;
  readonly name: string | null;
  readonly state: Item['state'];
  readonly assignee: string | null;
  readonly candidate_groups: string[];
  readonly candidate_users: string[];
  readonly priority: number;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly completed: boolean;
  readonly follow_up_date: Date | null;
  readonly due_date: Date | null;
  readonly element_id: string;
  readonly element_instance_key: bigint;
  readonly process_name: string | null;
  readonly process_id: string;
  readonly definition_key: bigint;
  readonly version: number;
  readonly instance: bigint;
  readonly root_number: bigint;
  readonly external_reference: string | null;
  readonly headers: Record<string, string>;
  readonly tags: string[];
}

const never = sql`false`;

/** Camunda's states of a user task; those of its listeners do not occur. */
const state = enumColumn<Item['state']>({
  CREATED: sql`t.state = 'open'`,
  COMPLETING: sql`t.state = 'answered'`,
  COMPLETED: sql`t.state = 'completed'`,
  CANCELED: sql`t.state = 'cancelled'`,
  CREATING: never,
  ASSIGNING: never,
  UPDATING: never,
  CANCELING: never,
  FAILED: never,
});

const completedAt = sql`(case when t.state = 'completed' then t.ended_at end)`;

/** The scope that is the task's own element instance: its local number is the low part of the key. */
const ownScope = sql`v.instance = t.instance and v.scope = (t.element_instance_key & ((1::bigint << 23) - 1))::integer`;

const toItem = (row: Row): Item => ({
  userTaskKey: keyOf(row.key),
  name: row.name,
  state: row.state,
  assignee: row.assignee,
  candidateGroups: row.candidate_groups,
  candidateUsers: row.candidate_users,
  priority: row.priority,
  creationDate: instantOf(row.created_at),
  completionDate: row.completed ? instantOrNull(row.ended_at) : null,
  followUpDate: instantOrNull(row.follow_up_date),
  dueDate: instantOrNull(row.due_date),
  elementId: row.element_id,
  elementInstanceKey: keyOf(row.element_instance_key),
  processName: row.process_name,
  processDefinitionId: row.process_id,
  processDefinitionKey: keyOf(row.definition_key),
  processDefinitionVersion: row.version,
  processInstanceKey: instanceKeyOf(row.instance),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  formKey: null,
  externalFormReference: row.external_reference,
  customHeaders: row.headers,
  tenantId: TENANT,
  tags: row.tags,
});

/** Tasks of people, open and past. */
export const userTaskView: View<Filters, Field, Row, Item> = {
  from: sql`from user_tasks t join process_instances p on p.number = t.instance
    left join process_definitions d on d.key = t.definition_key`,
  select: sql`t.key, t.name, ${state.expression} as state, t.assignee, t.candidate_groups, t.candidate_users, t.priority,
    t.created_at, t.ended_at, t.state = 'completed' as completed, t.follow_up_date, t.due_date, t.element_id,
    t.element_instance_key, d.name as process_name, t.process_id, t.definition_key, t.version, t.instance, p.root_number,
    t.external_reference, t.headers, p.tags`,
  key: keyOrder(sql`t.key`),
  filter: membersFilter<Filters>({
    userTaskKey: exactly(keyColumn(sql`t.key`)),
    name: textColumn(sql`t.name`),
    state: state.filter,
    assignee: textColumn(sql`t.assignee`),
    candidateGroup: memberColumn(sql`t.candidate_groups`),
    candidateUser: memberColumn(sql`t.candidate_users`),
    priority: integerColumn(sql`t.priority`),
    creationDate: instantColumn(sql`t.created_at`),
    completionDate: instantColumn(completedAt),
    followUpDate: instantColumn(sql`t.follow_up_date`),
    dueDate: instantColumn(sql`t.due_date`),
    elementId: textColumn(sql`t.element_id`),
    elementInstanceKey: exactly(keyColumn(sql`t.element_instance_key`)),
    processDefinitionId: textColumn(sql`t.process_id`),
    processDefinitionKey: exactly(keyColumn(sql`t.definition_key`)),
    processInstanceKey: exactly(instanceColumn(sql`t.instance`)),
    processInstanceVariables: variablesFilter(sql`v.instance = t.instance and v.scope = 1`),
    localVariables: variablesFilter(ownScope),
    tags: tagsFilter(sql`p.tags`),
    tenantId: tenantFilter,
  }),
  orders: {
    creationDate: instantOrder(sql`t.created_at`),
    completionDate: instantOrder(completedAt),
    followUpDate: instantOrder(sql`t.follow_up_date`),
    dueDate: instantOrder(sql`t.due_date`),
    priority: integerOrder(sql`t.priority`),
    name: textOrder(sql`t.name`),
  },
  items: (rows) => rows.map(toItem),
};
