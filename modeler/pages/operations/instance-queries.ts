import { queryOptions } from '@tanstack/react-query';
import type { openTimers } from '../../../api/contract/api/timers.js';
import type { wordedIncidentItem, wordedIncidentPage } from '../../../api/contract/api/incidents.js';
import type {
  elementInstanceItem,
  elementInstancePage,
  elementInstanceSearch,
} from '../../../api/contract/v2/element-instances.js';
import type { incidentSearch } from '../../../api/contract/v2/incidents.js';
import type { elementStatistics, takenFlows } from '../../../api/contract/v2/instance-path.js';
import type { jobPage, jobSearch } from '../../../api/contract/v2/jobs.js';
import type {
  messageSubscriptionPage,
  messageSubscriptionSearch,
} from '../../../api/contract/v2/message-subscriptions.js';
import type { processInstanceSearch } from '../../../api/contract/v2/process-instances.js';
import type { userTaskPage, userTaskSearch } from '../../../api/contract/v2/user-tasks.js';
import type { variableItem, variablePage, variableSearch } from '../../../api/contract/v2/variables.js';
import type { Body, Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import type { InstancePath } from '../../bridge/token-overlay/instance-path.js';
import { keyOf } from '../../query/keys.js';
import type { Instance, InstancePageReply } from './instances-query.js';

export type ElementInstance = Reply<typeof elementInstanceItem>;
export type Incident = Reply<typeof wordedIncidentItem>;
export type Variable = Reply<typeof variableItem>;

/** Enough for everything that one instance has at a time. */
const MANY = { limit: 1_000 };

/** One process instance. */
export const instanceQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', key),
    queryFn: ({ signal }) => request<Instance>('GET', `/v2/process-instances/${key}`, { signal }),
  });

/** The diagram of a definition; it never changes. */
export const diagramQuery = (definitionKey: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'diagram', definitionKey),
    queryFn: ({ signal }) => request<string>('GET', `/v2/process-definitions/${definitionKey}/xml`, { signal }),
    staleTime: Infinity,
  });

/** Where an instance is and has been. */
export const pathQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', key, 'path'),
    queryFn: async ({ signal }): Promise<InstancePath> => {
      const path = `/v2/process-instances/${key}`;
      const [statistics, flows] = await Promise.all([
        request<Reply<typeof elementStatistics>>('GET', `${path}/statistics/element-instances`, { signal }),
        request<Reply<typeof takenFlows>>('GET', `${path}/sequence-flows`, { signal }),
      ]);
      return { elements: statistics.items, flows: flows.items.map(({ elementId }) => elementId) };
    },
  });

/** What happened directly inside a scope of an instance, in order. */
export const historyQuery = (instanceKey: string, scopeKey: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', instanceKey, 'history', scopeKey),
    queryFn: ({ signal }) =>
      request<Reply<typeof elementInstancePage>>('POST', '/v2/element-instances/search', {
        body: {
          filter: { elementInstanceScopeKey: scopeKey },
          sort: [
            { field: 'startDate', order: 'ASC' },
            { field: 'elementInstanceKey', order: 'ASC' },
          ],
          page: MANY,
        } satisfies Body<typeof elementInstanceSearch>,
        signal,
      }),
  });

/** Element instances by their keys. */
export const elementInstancesQuery = (instanceKey: string, keys: readonly string[]) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', instanceKey, 'elements', ...keys),
    queryFn: ({ signal }) =>
      Promise.all(keys.map((key) => request<ElementInstance>('GET', `/v2/element-instances/${key}`, { signal }))),
  });

/** All variables of an instance; long values are cut. */
export const variablesQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', instanceKey, 'variables'),
    queryFn: ({ signal }) =>
      request<Reply<typeof variablePage>>('POST', '/v2/variables/search', {
        body: {
          filter: { processInstanceKey: instanceKey },
          sort: [
            { field: 'scopeKey', order: 'ASC' },
            { field: 'name', order: 'ASC' },
          ],
          page: MANY,
        } satisfies Body<typeof variableSearch>,
        signal,
      }),
  });

/** Open incidents of an instance and of everything it called. */
export const incidentsQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('incidents', 'of', instanceKey),
    queryFn: ({ signal }) =>
      request<Reply<typeof wordedIncidentPage>>('POST', `/api/process-instances/${instanceKey}/incidents/search`, {
        body: {
          filter: { state: 'ACTIVE' },
          sort: [{ field: 'creationTime', order: 'ASC' }],
          page: MANY,
        } satisfies Body<typeof incidentSearch>,
        signal,
      }),
  });

/** Timers that are set, the next one first. */
export const timersQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', instanceKey, 'timers'),
    queryFn: ({ signal }) =>
      request<Reply<typeof openTimers>>('GET', `/api/process-instances/${instanceKey}/timers`, { signal }),
  });

/** Jobs that nobody has finished yet. */
export const jobsQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('jobs', 'of', instanceKey),
    queryFn: ({ signal }) =>
      request<Reply<typeof jobPage>>('POST', '/v2/jobs/search', {
        body: {
          filter: { processInstanceKey: instanceKey, state: { $in: ['CREATED', 'FAILED'] } },
          page: MANY,
        } satisfies Body<typeof jobSearch>,
        signal,
      }),
  });

/** Tasks of people that are open. */
export const openTasksQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('tasks', 'of', instanceKey),
    queryFn: ({ signal }) =>
      request<Reply<typeof userTaskPage>>('POST', '/v2/user-tasks/search', {
        body: {
          filter: { processInstanceKey: instanceKey, state: { $in: ['CREATED', 'COMPLETING'] } },
          page: MANY,
        } satisfies Body<typeof userTaskSearch>,
        signal,
      }),
  });

/** Messages that are awaited. */
export const awaitedMessagesQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'one', instanceKey, 'messages'),
    queryFn: ({ signal }) =>
      request<Reply<typeof messageSubscriptionPage>>('POST', '/v2/message-subscriptions/search', {
        body: {
          filter: { processInstanceKey: instanceKey, messageSubscriptionState: 'CREATED' },
          page: MANY,
        } satisfies Body<typeof messageSubscriptionSearch>,
        signal,
      }),
  });

/** Instances that an instance called. */
export const childrenQuery = (instanceKey: string) =>
  queryOptions({
    queryKey: keyOf('instances', 'children', instanceKey),
    queryFn: ({ signal }) =>
      request<InstancePageReply>('POST', '/v2/process-instances/search', {
        body: {
          filter: { parentProcessInstanceKey: instanceKey },
          sort: [{ field: 'startDate', order: 'ASC' }],
          page: MANY,
        } satisfies Body<typeof processInstanceSearch>,
        signal,
      }),
  });
