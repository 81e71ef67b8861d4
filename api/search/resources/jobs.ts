import { z } from 'zod';
import { column, itemOnly } from '../column.js';
import {
  asRead,
  constant,
  enumeration,
  flag,
  instanceKey,
  instant,
  integer,
  key,
  nullable,
  text,
} from '../column-types.js';
import { sql } from '../columns.js';
import { viewOf } from '../table.js';
import { tenantId } from './shared-columns.js';

const open = sql`j.state = 'open'`;
/** With its type: results cannot be ordered by a bare constant. */
const never = sql`false::boolean`;

/** Camunda's; lost locks and changed retries leave no state of their own here. */
const jobState = enumeration((state) => ({
  CANCELED: sql`${state} = 'cancelled'`,
  COMPLETED: sql`${state} = 'completed'`,
  CREATED: sql`(${open} and j.error_message is null)`,
  ERROR_THROWN: sql`${state} = 'errored'`,
  FAILED: sql`(${state} = 'blocked' or (${open} and j.error_message is not null))`,
  MIGRATED: never,
  RETRIES_UPDATED: never,
  TIMED_OUT: never,
}));

export const jobColumns = {
  jobKey: column(key, sql`j.key`),
  type: column(text, sql`j.type`),
  kind: constant(['BPMN_ELEMENT', 'EXECUTION_LISTENER', 'TASK_LISTENER', 'AD_HOC_SUB_PROCESS'], 'BPMN_ELEMENT'),
  listenerEventType: constant(
    ['ASSIGNING', 'CANCELING', 'COMPLETING', 'CREATING', 'END', 'START', 'UNSPECIFIED', 'UPDATING'],
    'UNSPECIFIED',
  ),
  state: column(jobState, sql`j.state`),
  worker: column(text, sql`coalesce(j.worker, '')`),
  retries: column(integer, sql`j.retries`),
  deadline: column(nullable(instant), sql`j.deadline`),
  customHeaders: itemOnly(asRead(z.record(z.string(), z.string())), sql`j.headers`),
  elementId: column(nullable(text), sql`j.element_id`),
  elementInstanceKey: column(key, sql`j.element_instance_key`),
  processDefinitionId: column(text, sql`j.process_id`),
  processDefinitionKey: column(key, sql`j.definition_key`),
  processInstanceKey: column(instanceKey, sql`j.instance`),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  errorCode: column(nullable(text), sql`j.error_code`),
  errorMessage: column(nullable(text), sql`j.error_message`),
  hasFailedWithRetriesLeft: column(flag, sql`(${open} and j.error_message is not null and j.retries > 0)`),
  isDenied: column(nullable(flag), never, { select: sql`null::boolean` }),
  deniedReason: column(nullable(text), sql`null::text`),
  creationTime: column(nullable(instant), sql`j.created_at`, { sort: false }),
  lastUpdateTime: column(nullable(instant), sql`j.updated_at`, { sort: false }),
  endTime: column(nullable(instant), sql`j.ended_at`),
  tenantId,
};

/** Jobs, open and past. */
export const jobView = viewOf(jobColumns, {
  from: sql`from jobs j join process_instances p on p.number = j.instance`,
  key: jobColumns.jobKey,
});
