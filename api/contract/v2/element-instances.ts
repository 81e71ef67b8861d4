import { z } from 'zod';
import { enumCondition, flag, instantCondition, textCondition } from './conditions.js';
import { instanceStates } from './process-instances.js';
import { searchBody, searchReply } from './search.js';
import { enumeration, instantText, key, keyText, optional, tenantReply } from './values.js';

export const elementTypes = [
  'UNSPECIFIED',
  'PROCESS',
  'SUB_PROCESS',
  'EVENT_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS',
  'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
  'START_EVENT',
  'INTERMEDIATE_CATCH_EVENT',
  'INTERMEDIATE_THROW_EVENT',
  'BOUNDARY_EVENT',
  'END_EVENT',
  'SERVICE_TASK',
  'RECEIVE_TASK',
  'USER_TASK',
  'MANUAL_TASK',
  'TASK',
  'EXCLUSIVE_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'EVENT_BASED_GATEWAY',
  'SEQUENCE_FLOW',
  'MULTI_INSTANCE_BODY',
  'CALL_ACTIVITY',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'SEND_TASK',
  'UNKNOWN',
] as const;

export const elementInstanceItem = z
  .object({
    elementInstanceKey: keyText,
    elementId: z.string(),
    elementName: z.string().meta({ description: 'The id when the element has no name' }),
    type: z.enum(elementTypes),
    state: z.enum(instanceStates),
    startDate: instantText,
    endDate: instantText.nullable(),
    hasIncident: z.boolean(),
    incidentKey: keyText.nullable(),
    processDefinitionId: z.string(),
    processDefinitionKey: keyText,
    processInstanceKey: keyText,
    rootProcessInstanceKey: keyText.nullable(),
    tenantId: tenantReply,
  })
  .meta({ id: 'ElementInstance' });

export const elementInstanceFilter = z
  .strictObject({
    elementInstanceKey: optional(key),
    elementInstanceScopeKey: optional(key),
    elementId: textCondition,
    elementName: textCondition,
    type: optional(enumeration(elementTypes)),
    state: enumCondition(instanceStates),
    startDate: instantCondition,
    endDate: instantCondition,
    hasIncident: flag,
    incidentKey: optional(key),
    processDefinitionId: textCondition,
    processDefinitionKey: optional(key),
    processInstanceKey: optional(key),
    tenantId: textCondition,
  })
  .meta({ id: 'ElementInstanceFilter' });

export const elementInstanceSearch = searchBody(
  [
    'elementInstanceKey',
    'elementId',
    'elementName',
    'type',
    'state',
    'startDate',
    'endDate',
    'incidentKey',
    'processDefinitionId',
    'processDefinitionKey',
    'processInstanceKey',
    'tenantId',
  ],
  elementInstanceFilter,
);

export const elementInstancePage = searchReply(elementInstanceItem).meta({ id: 'ElementInstancePage' });
