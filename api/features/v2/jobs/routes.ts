import type { z } from 'zod';
import type { ActivatedJob } from '../../../../engine/index.js';
import {
  activatedJobs,
  activateJobsBody,
  completeJobBody,
  failJobBody,
  jobPage,
  jobSearch,
  throwJobErrorBody,
  updateJobBody,
  type activatedJob,
} from '../../../contract/v2/jobs.js';
import { keyParams, TENANT } from '../../../contract/v2/values.js';
import { actorOf } from '../../../access/caller.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { commandProblems, expectApplied } from '../answers.js';
import { searchRoute } from '../search-route.js';
import { activateJobs } from './activate.js';
import { jobView } from '../../../search/resources/jobs.js';

const tag = 'Jobs';
const params = keyParams('jobKey');

const toActivated = (job: ActivatedJob): z.input<typeof activatedJob> => ({
  jobKey: job.key.toString(),
  type: job.type,
  kind: 'BPMN_ELEMENT',
  listenerEventType: 'UNSPECIFIED',
  processInstanceKey: job.processInstanceKey.toString(),
  rootProcessInstanceKey: job.rootProcessInstanceKey.toString(),
  processDefinitionKey: job.definitionKey.toString(),
  processDefinitionId: job.processId,
  processDefinitionVersion: job.version,
  elementId: job.elementId,
  elementInstanceKey: job.elementInstanceKey.toString(),
  customHeaders: { ...job.headers },
  worker: job.worker,
  retries: job.retries,
  deadline: job.deadline.getTime(),
  variables: { ...job.variables },
  tenantId: TENANT,
  userTask: null,
  tags: [...job.tags],
});

/** Work for outside workers. */
export const jobRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'readRows'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/v2/jobs/activation',
    operationId: 'activateJobs',
    tag,
    engineChecksRights: true,
    summary: 'Lock jobs of a type for a worker, waiting for some if there are none',
    access: 'jobs.work',
    body: activateJobsBody,
    success: { status: 200, description: 'The jobs; none when the time ran out', body: activatedJobs },
    handle: async ({ body, caller, signal, idle }) => {
      const request = {
        type: body.type,
        worker: body.worker ?? '',
        timeout: body.timeout,
        maxJobs: body.maxJobsToActivate,
        ...(body.fetchVariable === undefined ? {} : { fetchVariables: body.fetchVariable }),
      };
      const requestTimeout = body.requestTimeout ?? 0;
      const jobs = await activateJobs(deps.engine, { request, requestTimeout, actor: actorOf(caller), signal, idle });
      return { jobs: jobs.map(toActivated) };
    },
  }),
  searchRoute(deps, {
    path: '/v2/jobs/search',
    operationId: 'searchJobs',
    tag,
    summary: 'Search jobs, open and past',
    access: 'instances.read',
    body: jobSearch,
    reply: jobPage,
    view: () => jobView,
  }),
  route({
    method: 'post',
    path: '/v2/jobs/{jobKey}/completion',
    operationId: 'completeJob',
    tag,
    engineChecksRights: true,
    summary: 'Complete a job',
    access: 'jobs.work',
    params,
    body: completeJobBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is completed' },
    problems: commandProblems,
    handle: async ({ params: { jobKey }, body, caller }) =>
      expectApplied(await deps.engine.completeJob(jobKey, body.variables ?? {}, actorOf(caller))),
  }),
  route({
    method: 'post',
    path: '/v2/jobs/{jobKey}/failure',
    operationId: 'failJob',
    tag,
    engineChecksRights: true,
    summary: 'Say that a job failed: it is tried again, or becomes an incident when no retries are left',
    access: 'jobs.work',
    params,
    body: failJobBody,
    bodyOptional: true,
    success: { status: 204, description: 'It is recorded' },
    problems: commandProblems,
    handle: async ({ params: { jobKey }, body, caller }) =>
      expectApplied(
        await deps.engine.failJob(
          jobKey,
          {
            retries: body.retries,
            message: body.errorMessage ?? '',
            backOffMs: body.retryBackOff,
            variables: body.variables ?? {},
          },
          actorOf(caller),
        ),
      ),
  }),
  route({
    method: 'post',
    path: '/v2/jobs/{jobKey}/error',
    operationId: 'throwJobError',
    tag,
    engineChecksRights: true,
    summary: 'Throw a BPMN error out of a job',
    access: 'jobs.work',
    params,
    body: throwJobErrorBody,
    success: { status: 204, description: 'It is thrown' },
    problems: commandProblems,
    handle: async ({ params: { jobKey }, body, caller }) =>
      expectApplied(
        await deps.engine.throwJobError(
          jobKey,
          {
            code: body.errorCode,
            message: body.errorMessage ?? '',
            variables: body.variables ?? {},
          },
          actorOf(caller),
        ),
      ),
  }),
  route({
    method: 'patch',
    path: '/v2/jobs/{jobKey}',
    operationId: 'updateJob',
    tag,
    engineChecksRights: true,
    summary: 'Set the retries left of a job, or a new lock time from now',
    access: ['jobs.work', 'instances.operate'],
    params,
    body: updateJobBody,
    success: { status: 204, description: 'It is set' },
    problems: commandProblems,
    handle: async ({ params: { jobKey }, body: { changeset }, caller }) =>
      expectApplied(
        await deps.engine.updateJob(
          jobKey,
          {
            ...(changeset.retries === undefined ? {} : { retries: changeset.retries }),
            ...(changeset.timeout === undefined ? {} : { timeoutMs: changeset.timeout }),
          },
          actorOf(caller),
        ),
      ),
  }),
];
