import { z } from 'zod';
import { processInstanceColumns } from '../../search/resources/process-instances.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';
import {
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

const processInstanceConditions = filterOf(processInstanceColumns);
const processInstanceFilter = processInstanceConditions
  .extend({ $or: optional(z.array(processInstanceConditions).max(50)) })
  .meta({ id: 'ProcessInstanceFilter' });

export const processInstanceItem = itemOf(processInstanceColumns).meta({ id: 'ProcessInstance' });
export const instanceStates = processInstanceItem.shape.state.options;
export const processInstanceSearch = searchBody(sortsOf(processInstanceColumns), processInstanceFilter);
export const processInstancePage = searchReply(processInstanceItem).meta({ id: 'ProcessInstancePage' });
