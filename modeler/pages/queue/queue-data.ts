import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { queuePage, queueRow } from '../../../api/contract/api/queue.js';
import type { Reply } from '../../api/contract.js';
import { requestAnswer } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';
import type { QueueFilters } from './queue-filters.js';
import { QUEUE, queueParameters, type QueueSelection } from './queue-request.js';

/** A ticket in its place, with when its clocks were read. */
export interface QueueRow extends Reply<typeof queueRow> {
  readonly readAt: string;
  /** This browser's time of the answer, in ms. */
  readonly receivedAt: number;
}

type Page = Reply<typeof queuePage>;

interface ReceivedPage extends Page {
  readonly receivedAt: number;
}

const selectionOf = ({ assignee, status }: QueueFilters, me: string): QueueSelection =>
  assignee === 'me' ? { assignee, me, status } : { assignee, status };

/** Rows of all pages, each ticket once: it may have moved between two answers. */
const rowsOf = (pages: readonly ReceivedPage[]): readonly QueueRow[] => {
  const rows = pages.flatMap(({ items, readAt, receivedAt }) =>
    items.map((row): QueueRow => ({ ...row, readAt, receivedAt })),
  );
  return [...new Map(rows.map((row) => [row.ticket.ticketId, row])).values()];
};

/** The queue of a desk in its order, further rows as they are needed. @param me the caller's user name */
export const useQueue = (desk: string | undefined, filters: QueueFilters, me: string) =>
  useInfiniteQuery({
    queryKey: keyOf('queue', desk, filters.assignee, filters.status),
    enabled: desk !== undefined,
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }): Promise<ReceivedPage> => {
      const query = queueParameters(desk, selectionOf(filters, me), pageParam);
      const { body, receivedAt } = await requestAnswer<Page>('GET', QUEUE, { query, signal });
      return { ...body, receivedAt };
    },
    getNextPageParam: ({ items, total }, _pages, from) =>
      items.length > 0 && from + items.length < total ? from + items.length : undefined,
    placeholderData: keepPreviousData,
    select: ({ pages }) => ({
      rows: rowsOf(pages),
      total: pages[0]?.total ?? 0,
      rule: pages[0]?.rule ?? [],
    }),
  });
