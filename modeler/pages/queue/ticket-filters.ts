import { useSearchParams } from 'react-router';

/** Open tickets, closed ones, or both. */
export const ticketStates = ['all', 'open', 'closed'] as const;

export type TicketState = (typeof ticketStates)[number];

/** Which tickets are listed; kept in the address. */
export interface TicketFilters {
  /** Words that number, subject, text or requester have. */
  readonly q: string | undefined;
  readonly desk: string | undefined;
  readonly status: string | undefined;
  readonly state: TicketState;
}

/** The filters of the address, and how to change them. */
export const useTicketFilters = (): [TicketFilters, (change: Partial<TicketFilters>) => void] => {
  const [params, setParams] = useSearchParams();
  const filters: TicketFilters = {
    q: params.get('q') ?? undefined,
    desk: params.get('desk') ?? undefined,
    status: params.get('status') ?? undefined,
    state: ticketStates.find((state) => state === params.get('state')) ?? 'all',
  };
  const change = (changed: Partial<TicketFilters>): void => {
    const given = Object.entries({ ...filters, ...changed }).filter(
      ([, value]) => value !== undefined && value !== '' && value !== 'all',
    );
    setParams(new URLSearchParams(given as [string, string][]), { replace: true });
  };
  return [filters, change];
};
