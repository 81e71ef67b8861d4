import type { z } from 'zod';
import type { wordedIncidentItem } from '../../../contract/api/incidents.js';
import type { incidentFilter, incidentItem, incidentSearch } from '../../../contract/v2/incidents.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  enumColumn,
  instanceColumn,
  instantColumn,
  keyColumn,
  membersFilter,
  sql,
  textColumn,
  type Sql,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  descendants,
  instanceKeyOf,
  instantOf,
  instantOrder,
  keyOf,
  keyOrder,
  keyOrNull,
  tenantFilter,
  tenantOrder,
  textOrder,
} from '../columns.js';

type Filters = z.output<typeof incidentFilter>;
type Field = z.output<typeof incidentSearch>['sort'][number]['field'];
type Item = z.input<typeof incidentItem>;
type WordedItem = z.input<typeof wordedIncidentItem>;

interface Row {
  readonly key: bigint;
  readonly type: Item['errorType'];
  readonly message: string;
  readonly state: Item['state'];
  readonly created_at: Date;
  readonly job_key: bigint | null;
  readonly element_id: string;
  readonly element_instance_key: bigint;
  readonly process_id: string;
  readonly definition_key: bigint;
  readonly instance: bigint;
  readonly root_number: bigint;
}

const never = sql`false`;
const isType = (type: Item['errorType']): Sql => sql`c.type = ${type}`;

/** Types that Camunda has no name for are `UNKNOWN`, which therefore comes last. */
const type = enumColumn<Item['errorType']>({
  IO_MAPPING_ERROR: isType('IO_MAPPING_ERROR'),
  CONDITION_ERROR: isType('CONDITION_ERROR'),
  EXTRACT_VALUE_ERROR: isType('EXTRACT_VALUE_ERROR'),
  CALLED_ELEMENT_ERROR: isType('CALLED_ELEMENT_ERROR'),
  UNHANDLED_ERROR_EVENT: isType('UNHANDLED_ERROR_EVENT'),
  JOB_NO_RETRIES: isType('JOB_NO_RETRIES'),
  AD_HOC_SUB_PROCESS_NO_RETRIES: never,
  CALLED_DECISION_ERROR: never,
  DECISION_EVALUATION_ERROR: never,
  EXECUTION_LISTENER_NO_RETRIES: never,
  FORM_NOT_FOUND: never,
  MESSAGE_SIZE_EXCEEDED: never,
  RESOURCE_NOT_FOUND: never,
  TASK_LISTENER_NO_RETRIES: never,
  UNSPECIFIED: never,
  UNKNOWN: sql`c.type in ('ACTIVITY_FAILED', 'TOKEN_LEFT_OVER', 'STEP_LIMIT_EXCEEDED')`,
});

const state = enumColumn<Item['state']>({
  ACTIVE: sql`c.state = 'active'`,
  RESOLVED: sql`c.state = 'resolved'`,
  MIGRATED: never,
  PENDING: never,
  UNKNOWN: never,
});

const toItem = (row: Row): Item => ({
  incidentKey: keyOf(row.key),
  errorType: row.type,
  errorMessage: row.message,
  state: row.state,
  creationTime: instantOf(row.created_at),
  jobKey: keyOrNull(row.job_key),
  elementId: row.element_id,
  elementInstanceKey: keyOf(row.element_instance_key),
  processDefinitionId: row.process_id,
  processDefinitionKey: keyOf(row.definition_key),
  processInstanceKey: instanceKeyOf(row.instance),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  tenantId: TENANT,
});

/** Incidents, open and resolved. */
export const incidentView: View<Filters, Field, Row, Item> = {
  from: sql`from incidents c join process_instances p on p.number = c.instance`,
  select: sql`c.key, ${type.expression} as type, c.message, ${state.expression} as state, c.created_at, c.job_key,
    c.element_id, c.element_instance_key, c.process_id, c.definition_key, c.instance, p.root_number`,
  key: keyOrder(sql`c.key`),
  filter: membersFilter<Filters>({
    incidentKey: keyColumn(sql`c.key`),
    errorType: type.filter,
    errorMessage: textColumn(sql`c.message`),
    state: state.filter,
    creationTime: instantColumn(sql`c.created_at`),
    jobKey: keyColumn(sql`c.job_key`),
    elementId: textColumn(sql`c.element_id`),
    elementInstanceKey: keyColumn(sql`c.element_instance_key`),
    processDefinitionId: textColumn(sql`c.process_id`),
    processDefinitionKey: keyColumn(sql`c.definition_key`),
    processInstanceKey: instanceColumn(sql`c.instance`),
    tenantId: tenantFilter,
  }),
  orders: {
    incidentKey: keyOrder(sql`c.key`),
    errorType: textOrder(type.expression),
    elementId: textOrder(sql`c.element_id`),
    elementInstanceKey: keyOrder(sql`c.element_instance_key`),
    creationTime: instantOrder(sql`c.created_at`),
    state: textOrder(state.expression),
    jobKey: keyOrder(sql`c.job_key`),
    processDefinitionId: textOrder(sql`c.process_id`),
    processDefinitionKey: keyOrder(sql`c.definition_key`),
    processInstanceKey: keyOrder(sql`c.instance`),
    tenantId: tenantOrder,
  },
  items: (rows) => rows.map(toItem),
};

type WordedRow = Row & Pick<WordedItem, 'rule' | 'parameters'>;

/** Incidents with the rules of their messages. */
export const wordedIncidentView: View<Filters, Field, WordedRow, WordedItem> = {
  ...incidentView,
  select: sql`${incidentView.select}, c.rule, c.parameters`,
  items: (rows) => rows.map((row) => ({ ...toItem(row), rule: row.rule, parameters: row.parameters })),
};

/** Those of an instance and of everything it called. */
export const ofInstance = (number: bigint): Sql => sql`c.instance in ${descendants(sql`${number}::bigint`)}`;
