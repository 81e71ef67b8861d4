import { z } from 'zod';
import { enumCondition, instantCondition, keyCondition, textCondition } from './conditions.js';
import { searchBody, searchReply } from './search.js';
import { instantText, keyText, operationReference, tenantReply } from './values.js';

/** Camunda's names. What it has no name for reads `UNKNOWN`; the message says what it is. */
export const incidentTypes = [
  'AD_HOC_SUB_PROCESS_NO_RETRIES',
  'CALLED_DECISION_ERROR',
  'CALLED_ELEMENT_ERROR',
  'CONDITION_ERROR',
  'DECISION_EVALUATION_ERROR',
  'EXECUTION_LISTENER_NO_RETRIES',
  'EXTRACT_VALUE_ERROR',
  'FORM_NOT_FOUND',
  'IO_MAPPING_ERROR',
  'JOB_NO_RETRIES',
  'MESSAGE_SIZE_EXCEEDED',
  'RESOURCE_NOT_FOUND',
  'TASK_LISTENER_NO_RETRIES',
  'UNHANDLED_ERROR_EVENT',
  'UNKNOWN',
  'UNSPECIFIED',
] as const;

export const incidentStates = ['ACTIVE', 'MIGRATED', 'PENDING', 'RESOLVED', 'UNKNOWN'] as const;

export const incidentItem = z
  .object({
    incidentKey: keyText,
    errorType: z.enum(incidentTypes),
    errorMessage: z.string(),
    state: z.enum(incidentStates),
    creationTime: instantText,
    jobKey: keyText.nullable(),
    elementId: z.string(),
    elementInstanceKey: keyText,
    processDefinitionId: z.string(),
    processDefinitionKey: keyText,
    processInstanceKey: keyText,
    rootProcessInstanceKey: keyText.nullable(),
    tenantId: tenantReply,
  })
  .meta({ id: 'Incident' });

export const incidentFilter = z
  .strictObject({
    incidentKey: keyCondition,
    errorType: enumCondition(incidentTypes),
    errorMessage: textCondition,
    state: enumCondition(incidentStates),
    creationTime: instantCondition,
    jobKey: keyCondition,
    elementId: textCondition,
    elementInstanceKey: keyCondition,
    processDefinitionId: textCondition,
    processDefinitionKey: keyCondition,
    processInstanceKey: keyCondition,
    tenantId: textCondition,
  })
  .meta({ id: 'IncidentFilter' });

export const incidentSearch = searchBody(
  [
    'incidentKey',
    'errorType',
    'elementId',
    'elementInstanceKey',
    'creationTime',
    'state',
    'jobKey',
    'processDefinitionId',
    'processDefinitionKey',
    'processInstanceKey',
    'tenantId',
  ],
  incidentFilter,
);

export const incidentPage = searchReply(incidentItem).meta({ id: 'IncidentPage' });

export const resolveIncidentBody = z.object({ operationReference });

/** What `incident-resolution` of an instance answers with: the work is done when it comes. */
export const batchStarted = z
  .object({ batchOperationKey: z.string(), batchOperationType: z.literal('RESOLVE_INCIDENT') })
  .meta({ id: 'BatchOperationStarted' });
