import { z } from 'zod';
import { column, itemOnly } from '../column.js';
import { asRead, enumeration, instanceKey, instant, key, nullable, text } from '../column-types.js';
import { sql, type Sql } from '../columns.js';
import { viewOf } from '../table.js';
import { descendants, tenantId } from './shared-columns.js';

const never = sql`false`;

/** Camunda's names. What it has no name for reads `UNKNOWN`; the message says what it is. */
const incidentType = enumeration((type) => ({
  AD_HOC_SUB_PROCESS_NO_RETRIES: never,
  CALLED_DECISION_ERROR: never,
  CALLED_ELEMENT_ERROR: sql`${type} = 'CALLED_ELEMENT_ERROR'`,
  CONDITION_ERROR: sql`${type} = 'CONDITION_ERROR'`,
  DECISION_EVALUATION_ERROR: never,
  EXECUTION_LISTENER_NO_RETRIES: never,
  EXTRACT_VALUE_ERROR: sql`${type} = 'EXTRACT_VALUE_ERROR'`,
  FORM_NOT_FOUND: never,
  IO_MAPPING_ERROR: sql`${type} = 'IO_MAPPING_ERROR'`,
  JOB_NO_RETRIES: sql`${type} = 'JOB_NO_RETRIES'`,
  MESSAGE_SIZE_EXCEEDED: never,
  RESOURCE_NOT_FOUND: never,
  TASK_LISTENER_NO_RETRIES: never,
  UNHANDLED_ERROR_EVENT: sql`${type} = 'UNHANDLED_ERROR_EVENT'`,
  UNKNOWN: sql`${type} in ('ACTIVITY_FAILED', 'TOKEN_LEFT_OVER', 'STEP_LIMIT_EXCEEDED', 'ENGINE_FAILURE')`,
  UNSPECIFIED: never,
}));

const incidentState = enumeration((state) => ({
  ACTIVE: sql`${state} = 'active'`,
  MIGRATED: never,
  PENDING: never,
  RESOLVED: sql`${state} = 'resolved'`,
  UNKNOWN: never,
}));

export const incidentColumns = {
  incidentKey: column(key, sql`c.key`),
  errorType: column(incidentType, sql`c.type`),
  errorMessage: column(text, sql`c.message`, { sort: false }),
  state: column(incidentState, sql`c.state`),
  creationTime: column(instant, sql`c.created_at`),
  jobKey: column(nullable(key), sql`c.job_key`),
  elementId: column(text, sql`c.element_id`),
  elementInstanceKey: column(key, sql`c.element_instance_key`),
  processDefinitionId: column(text, sql`c.process_id`),
  processDefinitionKey: column(key, sql`c.definition_key`),
  processInstanceKey: column(instanceKey, sql`c.instance`),
  rootProcessInstanceKey: itemOnly(nullable(instanceKey), sql`p.root_number`),
  tenantId,
};

/** Incidents, open and resolved. */
export const incidentView = viewOf(incidentColumns, {
  from: sql`from incidents c join process_instances p on p.number = c.instance`,
  key: incidentColumns.incidentKey,
});

/** With what is needed to word them in any language. */
export const wordedIncidentColumns = {
  ...incidentColumns,
  rule: itemOnly(
    asRead(
      z.string().nullable().meta({ description: 'What the message says; null for words of others, as a worker’s' }),
    ),
    sql`c.rule`,
  ),
  parameters: itemOnly(
    asRead(
      z
        .record(z.string(), z.union([z.string(), z.number()]))
        .nullable()
        .meta({ description: 'What differs from case to case in the text of the rule' }),
    ),
    sql`c.parameters`,
  ),
};

/** Incidents with the rules of their messages. */
export const wordedIncidentView = viewOf(wordedIncidentColumns, {
  from: sql`from incidents c join process_instances p on p.number = c.instance`,
  key: incidentColumns.incidentKey,
});

/** Those of an instance and of everything it called. */
export const ofInstance = (number: bigint): Sql => sql`c.instance in ${descendants(sql`${number}::bigint`)}`;
