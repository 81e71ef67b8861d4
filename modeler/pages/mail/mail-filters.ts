import { useSearchParams } from 'react-router';
import type { MailFilters, MailState } from './mail-data.js';

/** The states of an email, in the order of the choice. */
export const mailStates = [
  'received',
  'ticket',
  'comment',
  'ignored',
  'failed',
  'pending',
  'sent',
  'kept',
  'refused',
  'unwanted',
  'limited',
] as const satisfies readonly MailState[];

const directionOf = (text: string | null): MailFilters['direction'] =>
  text === 'in' || text === 'out' ? text : undefined;

/** The filters of the address, how to change them, and the address's query for links that keep them. */
export const useMailFilters = (): [MailFilters, (change: Partial<MailFilters>) => void, string] => {
  const [params, setParams] = useSearchParams();
  const filters: MailFilters = {
    direction: directionOf(params.get('direction')),
    state: mailStates.find((state) => state === params.get('state')),
    text: params.get('text') ?? undefined,
  };
  const change = (changed: Partial<MailFilters>): void => {
    const given = Object.entries({ ...filters, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    setParams(new URLSearchParams(given as [string, string][]), { replace: true });
  };
  const query = params.toString();
  return [filters, change, query === '' ? '' : `?${query}`];
};
