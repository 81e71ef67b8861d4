import { useSearchParams } from 'react-router';

/** Whose tickets are shown. */
export const assignees = ['all', 'me', 'none'] as const;

export type Assignee = (typeof assignees)[number];

/** What of the queue is shown; kept in the address, so that it can be kept and passed on. */
export interface QueueFilters {
  /** Undefined: the first desk. */
  readonly desk: string | undefined;
  readonly assignee: Assignee;
  readonly status: string | undefined;
}

const assigneeOf = (text: string | null): Assignee => assignees.find((known) => known === text) ?? 'all';

/** The filters of the address, and how to change them. */
export const useQueueFilters = (): [QueueFilters, (change: Partial<QueueFilters>) => void] => {
  const [params, setParams] = useSearchParams();
  const filters: QueueFilters = {
    desk: params.get('desk') ?? undefined,
    assignee: assigneeOf(params.get('assignee')),
    status: params.get('status') ?? undefined,
  };
  const change = (changed: Partial<QueueFilters>): void => {
    const next = { ...filters, ...changed };
    const given = Object.entries(next).filter(([, value]) => value !== undefined && value !== 'all');
    setParams(new URLSearchParams(given as [string, string][]), { replace: true });
  };
  return [filters, change];
};
