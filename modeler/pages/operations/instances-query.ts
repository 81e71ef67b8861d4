import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { processDefinitionPage } from '../../../api/contract/v2/process-definitions.js';
import type {
  processInstanceItem,
  processInstancePage,
  processInstanceSearch,
} from '../../../api/contract/v2/process-instances.js';
import type { Body, Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';
import type { Sorting } from '../../table/columns.js';
import { searchFilter, type InstanceFilters } from './instance-filters.js';

export type Instance = Reply<typeof processInstanceItem>;
export type InstancePageReply = Reply<typeof processInstancePage>;
type Search = Body<typeof processInstanceSearch>;
type Sort = NonNullable<Search['sort']>;

/** Rows asked for at a time. */
const PAGE = 100;

/** Process instances, a page at a time. */
export const instancesQuery = (filters: InstanceFilters, { column, order }: Sorting) =>
  infiniteQueryOptions({
    queryKey: keyOf('instances', 'list', filters, column, order),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<InstancePageReply>('POST', '/v2/process-instances/search', {
        body: {
          filter: searchFilter(filters),
          sort: [{ field: column, order }] as Sort,
          page: { limit: PAGE, ...(pageParam === undefined ? {} : { after: pageParam }) },
        } satisfies Search,
        signal,
      }),
    getNextPageParam: ({ items, page }) => (items.length < PAGE ? undefined : (page.endCursor ?? undefined)),
  });

/** Deployed processes: the newest version of each, or all versions of one. */
export const definitionsQuery = (processId?: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'definitions', processId),
    queryFn: ({ signal }) =>
      request<Reply<typeof processDefinitionPage>>('POST', '/v2/process-definitions/search', {
        body: {
          filter: processId === undefined ? { isLatestVersion: true } : { processDefinitionId: processId },
          sort: processId === undefined ? [{ field: 'name', order: 'ASC' }] : [{ field: 'version', order: 'DESC' }],
          page: { limit: 1_000 },
        },
        signal,
      }),
  });
