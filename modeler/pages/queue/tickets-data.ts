import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { ticketPage, ticketSummary } from '../../../api/contract/api/tickets.js';
import type { Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';
import type { TicketFilters } from './ticket-filters.js';

export type TicketSummary = Reply<typeof ticketSummary>;

const PAGE = 100;

/** Tickets of all desks, closed ones too, newest first; further ones as they are needed. */
export const ticketsQuery = ({ state, ...filters }: TicketFilters) =>
  infiniteQueryOptions({
    queryKey: keyOf('tickets', state, filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const open = state === 'all' ? undefined : state === 'open';
      const query = { ...filters, open, limit: PAGE, cursor: pageParam };
      return request<Reply<typeof ticketPage>>('GET', '/api/tickets', { query, signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
