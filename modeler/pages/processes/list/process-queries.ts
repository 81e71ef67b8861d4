import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { processList, processOverview } from '../../../../api/contract/processes.js';
import type { Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { keyOf } from '../../../query/keys.js';

/** A process of the list. */
export type ProcessRow = Reply<typeof processOverview>;

type ProcessPage = Reply<typeof processList>;

/** Rows asked for at a time. */
const PAGE = 200;

/** Processes whose name or id holds a text, page by page. */
export const processListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: keyOf('processes', 'list', search),
    queryFn: ({ pageParam, signal }) =>
      request<ProcessPage>('GET', '/api/processes', {
        query: { limit: PAGE, after: pageParam, search: search === '' ? undefined : search },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** Where a process is opened: its draft where there is one, else its newest version. */
export const pathOf = ({ draft, latest }: Pick<ProcessRow, 'draft' | 'latest'>): string =>
  draft !== null ? draftPath(draft.id) : versionPath(latest?.processDefinitionKey ?? '');

export const draftPath = (id: string): string => `/processes/drafts/${id}`;

export const versionPath = (processDefinitionKey: string): string => `/processes/versions/${processDefinitionKey}`;
