import { queryOptions } from '@tanstack/react-query';
import type {
  processDefinitionItem,
  processDefinitionPage,
  processDefinitionSearch,
} from '../../../../api/contract/v2/process-definitions.js';
import type { Body, Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { keyOf } from '../../../query/keys.js';

/** A deployed version of a process. */
export type Version = Reply<typeof processDefinitionItem>;

/** More versions than these are not listed. */
const MOST = 500;

/** The versions of a process, newest first. */
export const versionsQuery = (processId: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'versions', processId),
    queryFn: ({ signal }) => {
      const body: Body<typeof processDefinitionSearch> = {
        filter: { processDefinitionId: processId },
        sort: [{ field: 'version', order: 'DESC' }],
        page: { limit: MOST },
      };
      const path = '/v2/process-definitions/search';
      return request<Reply<typeof processDefinitionPage>>('POST', path, { body, signal }).then(({ items }) => items);
    },
  });

/** One deployed version. */
export const versionQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'one', key),
    queryFn: ({ signal }) => request<Version>('GET', `/v2/process-definitions/${key}`, { signal }),
    staleTime: Infinity,
  });

/** The diagram of a deployed version; it never changes. */
export const versionXmlQuery = (key: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'one', key, 'xml'),
    queryFn: ({ signal }) => request<string>('GET', `/v2/process-definitions/${key}/xml`, { signal }),
    staleTime: Infinity,
  });
