import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { processDefinitionPage } from '../../../api/contract/v2/process-definitions.js';
import type { userTaskItem, userTaskPage, userTaskSearch } from '../../../api/contract/v2/user-tasks.js';
import type { variablePage } from '../../../api/contract/v2/variables.js';
import type { Body, Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { findTaskForm, type TaskForm } from '../../forms/task-form.js';
import { keyOf } from '../../query/keys.js';
import type { Sorting } from '../../table/columns.js';
import { searchFilter, searchSort, type Reader, type TaskFilters } from './task-filters.js';

export type Task = Reply<typeof userTaskItem>;

/** Rows asked for at a time. */
const PAGE = 100;

/** Tasks, a page at a time. */
export const tasksQuery = (filters: TaskFilters, sorting: Sorting, reader: Reader) =>
  infiniteQueryOptions({
    queryKey: keyOf('tasks', 'list', filters, sorting, reader),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<Reply<typeof userTaskPage>>('POST', '/v2/user-tasks/search', {
        body: {
          filter: searchFilter(filters, reader),
          sort: searchSort(sorting),
          page: { limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
        } satisfies Body<typeof userTaskSearch>,
        signal,
      }),
    getNextPageParam: ({ items, page }) => (items.length < PAGE ? undefined : (page.endCursor ?? undefined)),
  });

/** One task. */
export const taskQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('tasks', 'one', key),
    queryFn: ({ signal }) => request<Task>('GET', `/v2/user-tasks/${key}`, { signal }),
  });

/** The form of a task, which lies in its diagram. */
export const formQuery = ({ userTaskKey, processDefinitionKey, externalFormReference }: Task) =>
  queryOptions({
    queryKey: keyOf('forms', 'one', userTaskKey),
    queryFn: async ({ signal }): Promise<TaskForm> =>
      externalFormReference === null
        ? { kind: 'none' }
        : findTaskForm(externalFormReference, () =>
            request<string>('GET', `/v2/process-definitions/${processDefinitionKey}/xml`, { signal }),
          ),
    staleTime: Infinity,
  });

/** The variables that a task sees, as JSON texts by name. They are read once: what is typed must not be overwritten. */
export const taskVariablesQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('forms', 'variables', key),
    queryFn: async ({ signal }): Promise<Readonly<Record<string, string>>> => {
      const { items } = await request<Reply<typeof variablePage>>(
        'POST',
        `/v2/user-tasks/${key}/effective-variables/search`,
        {
          query: { truncateValues: false },
          body: { sort: [{ field: 'name', order: 'ASC' }], page: { limit: 1_000 } },
          signal,
        },
      );
      return Object.fromEntries(items.map(({ name, value }) => [name, value]));
    },
    staleTime: Infinity,
    gcTime: 0,
  });

/** The newest version of each deployed process. */
export const processesQuery = queryOptions({
  queryKey: keyOf('processes', 'definitions', 'tasks'),
  queryFn: ({ signal }) =>
    request<Reply<typeof processDefinitionPage>>('POST', '/v2/process-definitions/search', {
      body: { filter: { isLatestVersion: true }, sort: [{ field: 'name', order: 'ASC' }], page: { limit: 1_000 } },
      signal,
    }),
});
