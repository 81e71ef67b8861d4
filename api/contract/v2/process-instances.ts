import { z } from 'zod';
import {
  enumCondition,
  flag,
  instantCondition,
  integerCondition,
  keyCondition,
  textCondition,
  variableConditions,
} from './conditions.js';
import { searchBody, searchReply } from './search.js';
import {
  instantText,
  integer,
  key,
  keyText,
  name,
  operationReference,
  optional,
  smallInteger,
  tag,
  tenantId,
  tenantReply,
  variables,
} from './values.js';

export const instanceStates = ['ACTIVE', 'COMPLETED', 'TERMINATED'] as const;

/** Refused rather than ignored: an instance that starts elsewhere than asked would be wrong. */
const notSupported = (what: string) =>
  optional(z.array(z.unknown()).max(0, `${what} are not supported yet`)).meta({ type: 'array', maxItems: 0 });

/** `POST /v2/process-instances` */
export const createInstanceBody = z
  .object({
    processDefinitionKey: optional(key),
    processDefinitionId: optional(name().min(1)),
    processDefinitionVersion: smallInteger
      .nullish()
      .transform((version) => (version === -1 ? undefined : (version ?? undefined)))
      .meta({ description: '-1 or absent: the latest' }),
    variables: optional(variables),
    tenantId,
    operationReference,
    startInstructions: notSupported('Start instructions'),
    runtimeInstructions: notSupported('Runtime instructions'),
    awaitCompletion: optional(z.boolean()),
    requestTimeout: optional(integer).meta({
      type: 'integer',
      description: 'ms to wait for the end; absent or 0: 10 s',
    }),
    fetchVariables: optional(z.array(z.string()).max(1_000)),
    tags: optional(z.array(tag).max(10)),
    businessId: optional(z.string().min(1).max(256)),
  })
  .refine((body) => (body.processDefinitionKey === undefined) !== (body.processDefinitionId === undefined), {
    error: 'Give either processDefinitionKey or processDefinitionId',
    path: ['processDefinitionId'],
  })
  .meta({ id: 'CreateProcessInstance' });

export type CreateInstanceBody = z.output<typeof createInstanceBody>;

export const createdInstance = z
  .object({
    processInstanceKey: keyText,
    processDefinitionKey: keyText,
    processDefinitionId: z.string(),
    processDefinitionVersion: z.int(),
    tenantId: tenantReply,
    variables: z.record(z.string(), z.unknown()),
    tags: z.array(z.string()),
    businessId: z.string().nullable(),
  })
  .meta({ id: 'CreatedProcessInstance' });

export const cancelInstanceBody = z.object({ operationReference }).nullable();

export const processInstanceItem = z
  .object({
    processInstanceKey: keyText,
    processDefinitionKey: keyText,
    processDefinitionId: z.string(),
    processDefinitionName: z.string().nullable(),
    processDefinitionVersion: z.int(),
    processDefinitionVersionTag: z.string().nullable(),
    parentProcessInstanceKey: keyText.nullable(),
    parentElementInstanceKey: keyText.nullable(),
    rootProcessInstanceKey: keyText.nullable(),
    state: z.enum(instanceStates),
    hasIncident: z.boolean(),
    startDate: instantText,
    endDate: instantText.nullable(),
    tenantId: tenantReply,
    tags: z.array(z.string()),
    businessId: z.string().nullable(),
  })
  .meta({ id: 'ProcessInstance' });

const conditions = {
  processInstanceKey: keyCondition,
  processDefinitionKey: keyCondition,
  processDefinitionId: textCondition,
  processDefinitionName: textCondition,
  processDefinitionVersion: integerCondition,
  processDefinitionVersionTag: textCondition,
  parentProcessInstanceKey: keyCondition,
  parentElementInstanceKey: keyCondition,
  startDate: instantCondition,
  endDate: instantCondition,
  state: enumCondition(instanceStates),
  hasIncident: flag,
  tenantId: textCondition,
  businessId: textCondition,
  tags: optional(z.array(tag).max(10)),
  variables: variableConditions,
  errorMessage: textCondition,
  hasRetriesLeft: flag,
  elementId: textCondition,
  elementInstanceState: enumCondition(instanceStates),
  hasElementInstanceIncident: flag,
};

export const processInstanceConditions = z.strictObject(conditions);

export const processInstanceFilter = z
  .strictObject({ ...conditions, $or: optional(z.array(processInstanceConditions).max(50)) })
  .meta({ id: 'ProcessInstanceFilter' });

export const processInstanceSearch = searchBody(
  [
    'processInstanceKey',
    'processDefinitionKey',
    'processDefinitionId',
    'processDefinitionName',
    'processDefinitionVersion',
    'processDefinitionVersionTag',
    'parentProcessInstanceKey',
    'parentElementInstanceKey',
    'startDate',
    'endDate',
    'state',
    'hasIncident',
    'tenantId',
    'businessId',
  ],
  processInstanceFilter,
);

export const processInstancePage = searchReply(processInstanceItem).meta({ id: 'ProcessInstancePage' });
