import type { UrlParameters } from '../../api/url-of.js';
import type { QueueFilters } from './queue-filters.js';

/** Rows that are asked for at a time. */
const PAGE = 100;

/** Where queues are read. */
export const QUEUE = '/api/queue';

/** What of a desk's queue is asked for; `me` is the caller's user name. */
export type QueueSelection = Pick<QueueFilters, 'status'> &
  ({ readonly assignee: 'all' | 'none' } | { readonly assignee: 'me'; readonly me: string });

/** All of it: what the page shows at first. */
export const wholeQueue: QueueSelection = { assignee: 'all', status: undefined };

const assigneeOf = (selection: QueueSelection): string | undefined => {
  if (selection.assignee === 'me') return selection.me;
  return selection.assignee === 'none' ? '' : undefined;
};

/** The parameters of a request for rows of a desk's queue. @param from how many rows are before them */
export const queueParameters = (desk: string | undefined, selection: QueueSelection, from: number): UrlParameters => ({
  desk,
  status: selection.status,
  from,
  limit: PAGE,
  assignee: assigneeOf(selection),
});
