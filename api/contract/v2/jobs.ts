import { z } from 'zod';
import { jobColumns } from '../../search/resources/jobs.js';
import { filterOf, itemOf, sortsOf } from '../../search/table.js';
import { searchBody, searchReply } from './search.js';
import {
  integer,
  keyText,
  name,
  operationReference,
  optional,
  smallInteger,
  tenantReply,
  TENANT,
  variables,
} from './values.js';

export const jobItem = itemOf(jobColumns).meta({ id: 'Job' });
export const jobSearch = searchBody(sortsOf(jobColumns), filterOf(jobColumns).meta({ id: 'JobFilter' }));
export const jobPage = searchReply(jobItem).meta({ id: 'JobPage' });

/** `POST /v2/jobs/activation` */
export const activateJobsBody = z
  .object({
    type: name().min(1),
    worker: optional(name()),
    timeout: z.int().min(1).meta({ description: 'How long the jobs are locked, in ms' }),
    maxJobsToActivate: z.int().min(1).max(10_000),
    fetchVariable: optional(z.array(z.string()).max(1_000)),
    requestTimeout: optional(integer).meta({
      type: 'integer',
      description: 'ms to wait for jobs; 0 or absent: 10 s, negative: not at all',
    }),
    tenantIds: optional(z.array(z.literal(TENANT, 'There is only the tenant <default>'))),
    tenantFilter: optional(z.enum(['PROVIDED', 'ASSIGNED'])),
  })
  .meta({ id: 'ActivateJobs' });

export const activatedJob = z
  .object({
    jobKey: keyText,
    type: z.string(),
    kind: jobItem.shape.kind,
    listenerEventType: jobItem.shape.listenerEventType,
    processInstanceKey: keyText,
    rootProcessInstanceKey: keyText.nullable(),
    processDefinitionKey: keyText,
    processDefinitionId: z.string(),
    processDefinitionVersion: z.int(),
    elementId: z.string(),
    elementInstanceKey: keyText,
    customHeaders: z.record(z.string(), z.string()),
    worker: z.string(),
    retries: z.int(),
    deadline: z.int().meta({ description: 'When the lock ends: ms since 1970' }),
    variables: z.record(z.string(), z.unknown()),
    tenantId: tenantReply,
    userTask: z.null(),
    tags: z.array(z.string()),
  })
  .meta({ id: 'ActivatedJob' });

export const activatedJobs = z.object({ jobs: z.array(activatedJob) }).meta({ id: 'ActivatedJobs' });

/** A result speaks about listeners and ad-hoc sub-processes, which there are none of: anything in it is refused. */
const jobResult = optional(
  z.custom<never>(
    () => false,
    'Results are only for task listeners and ad-hoc sub-processes, which are not supported yet',
  ),
).meta({ type: 'object' });

export const completeJobBody = z
  .object({ variables: optional(variables), result: jobResult })
  .meta({ id: 'CompleteJob' });

export const failJobBody = z
  .object({
    retries: smallInteger
      .min(0)
      .nullish()
      .transform((retries) => retries ?? 0),
    errorMessage: optional(z.string()),
    retryBackOff: z
      .int()
      .min(0)
      .nullish()
      .transform((ms) => ms ?? 0)
      .meta({ description: 'ms before the job can be had again' }),
    variables: optional(variables),
  })
  .meta({ id: 'FailJob' });

export const throwJobErrorBody = z
  .object({ errorCode: name().min(1), errorMessage: optional(z.string()), variables: optional(variables) })
  .meta({ id: 'ThrowJobError' });

export const updateJobBody = z
  .object({
    changeset: z
      .object({ retries: optional(smallInteger.min(1)), timeout: optional(z.int().min(0)) })
      .refine(({ retries, timeout }) => retries !== undefined || timeout !== undefined, 'Give retries or timeout'),
    operationReference,
  })
  .meta({ id: 'UpdateJob' });
