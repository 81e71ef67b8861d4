import type { z } from 'zod';
import { jobKinds, listenerEvents, type jobFilter, type jobItem, type jobSearch } from '../../../contract/v2/jobs.js';
import { TENANT } from '../../../contract/v2/values.js';
import {
  enumColumn,
  flagColumn,
  instanceColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  membersFilter,
  sql,
  textColumn,
  type Sql,
} from '../../../search/columns.js';
import type { View } from '../../../search/search.js';
import {
  flagOrder,
  instanceKeyOf,
  instantOf,
  instantOrder,
  instantOrNull,
  integerOrder,
  keyOf,
  keyOrder,
  noText,
  noTextOrder,
  tenantFilter,
  tenantOrder,
  textOrder,
} from '../columns.js';

type Filters = z.output<typeof jobFilter>;
type Field = z.output<typeof jobSearch>['sort'][number]['field'];
type Item = z.input<typeof jobItem>;

interface Row {
  readonly key: bigint;
  readonly type: string;
  readonly state: Item['state'];
  readonly worker: string | null;
  readonly retries: number;
  readonly deadline: Date | null;
  readonly headers: Record<string, string>;
  readonly element_id: string;
  readonly element_instance_key: bigint;
  readonly process_id: string;
  readonly definition_key: bigint;
  readonly instance: bigint;
  readonly root_number: bigint;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly failed_with_retries_left: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly ended_at: Date | null;
}

const pending = sql`j.state in ('open', 'answered')`;
const failedBefore = sql`(${pending} and j.error_message is not null)`;
const failedWithRetriesLeft = sql`(${pending} and j.error_message is not null and j.retries > 0)`;
const never = sql`false`;

/** Camunda's states of a job; lost locks and changed retries leave no state of their own here. */
const state = enumColumn<Item['state']>({
  FAILED: sql`(j.state = 'blocked' or ${failedBefore})`,
  CREATED: sql`(${pending} and j.error_message is null)`,
  COMPLETED: sql`j.state = 'completed'`,
  ERROR_THROWN: sql`j.state = 'errored'`,
  CANCELED: sql`j.state = 'cancelled'`,
  MIGRATED: never,
  RETRIES_UPDATED: never,
  TIMED_OUT: never,
});

/** A column of which every row has the same value. */
const constant = <Member extends string>(members: readonly Member[], value: Member) =>
  enumColumn(
    Object.fromEntries(members.map((member) => [member, member === value ? sql`true` : never])) as Record<Member, Sql>,
  );

const kind = constant(jobKinds, 'BPMN_ELEMENT');
const listenerEvent = constant(listenerEvents, 'UNSPECIFIED');
const worker = sql`coalesce(j.worker, '')`;

const toItem = (row: Row): Item => ({
  jobKey: keyOf(row.key),
  type: row.type,
  kind: 'BPMN_ELEMENT',
  listenerEventType: 'UNSPECIFIED',
  state: row.state,
  worker: row.worker ?? '',
  retries: row.retries,
  deadline: instantOrNull(row.deadline),
  customHeaders: row.headers,
  elementId: row.element_id,
  elementInstanceKey: keyOf(row.element_instance_key),
  processDefinitionId: row.process_id,
  processDefinitionKey: keyOf(row.definition_key),
  processInstanceKey: instanceKeyOf(row.instance),
  rootProcessInstanceKey: instanceKeyOf(row.root_number),
  errorCode: row.error_code,
  errorMessage: row.error_message,
  hasFailedWithRetriesLeft: row.failed_with_retries_left,
  isDenied: null,
  deniedReason: null,
  creationTime: instantOf(row.created_at),
  lastUpdateTime: instantOf(row.updated_at),
  endTime: instantOrNull(row.ended_at),
  tenantId: TENANT,
});

/** Jobs, open and past. */
export const jobView: View<Filters, Field, Row, Item> = {
  from: sql`from jobs j join process_instances p on p.number = j.instance`,
  select: sql`j.key, j.type, ${state.expression} as state, j.worker, j.retries, j.deadline, j.headers, j.element_id,
    j.element_instance_key, j.process_id, j.definition_key, j.instance, p.root_number, j.error_code, j.error_message,
    ${failedWithRetriesLeft} as failed_with_retries_left, j.created_at, j.updated_at, j.ended_at`,
  key: keyOrder(sql`j.key`),
  filter: membersFilter<Filters>({
    jobKey: keyColumn(sql`j.key`),
    type: textColumn(sql`j.type`),
    kind: kind.filter,
    listenerEventType: listenerEvent.filter,
    state: state.filter,
    worker: textColumn(worker),
    retries: integerColumn(sql`j.retries`),
    deadline: instantColumn(sql`j.deadline`),
    elementId: textColumn(sql`j.element_id`),
    elementInstanceKey: keyColumn(sql`j.element_instance_key`),
    processDefinitionId: textColumn(sql`j.process_id`),
    processDefinitionKey: keyColumn(sql`j.definition_key`),
    processInstanceKey: instanceColumn(sql`j.instance`),
    errorCode: textColumn(sql`j.error_code`),
    errorMessage: textColumn(sql`j.error_message`),
    hasFailedWithRetriesLeft: flagColumn(failedWithRetriesLeft),
    isDenied: flagColumn(never),
    deniedReason: noText,
    creationTime: instantColumn(sql`j.created_at`),
    lastUpdateTime: instantColumn(sql`j.updated_at`),
    endTime: instantColumn(sql`j.ended_at`),
    tenantId: tenantFilter,
  }),
  orders: {
    jobKey: keyOrder(sql`j.key`),
    type: textOrder(sql`j.type`),
    kind: textOrder(kind.expression),
    listenerEventType: textOrder(listenerEvent.expression),
    state: textOrder(state.expression),
    worker: textOrder(worker),
    retries: integerOrder(sql`j.retries`),
    deadline: instantOrder(sql`j.deadline`),
    elementId: textOrder(sql`j.element_id`),
    elementInstanceKey: keyOrder(sql`j.element_instance_key`),
    processDefinitionId: textOrder(sql`j.process_id`),
    processDefinitionKey: keyOrder(sql`j.definition_key`),
    processInstanceKey: keyOrder(sql`j.instance`),
    errorCode: textOrder(sql`j.error_code`),
    errorMessage: textOrder(sql`j.error_message`),
    hasFailedWithRetriesLeft: flagOrder(failedWithRetriesLeft),
    isDenied: flagOrder(never),
    deniedReason: noTextOrder,
    endTime: instantOrder(sql`j.ended_at`),
    tenantId: tenantOrder,
  },
  items: (rows) => rows.map(toItem),
};
