import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { mailLetter, mailPage, mailSummary } from '../../../api/contract/api/mail.js';
import type { Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';

export type MailSummary = Reply<typeof mailSummary>;
export type MailLetter = Reply<typeof mailLetter>;
export type MailState = MailSummary['state'];

/** Which letters are shown; kept in the address. */
export interface MailFilters {
  readonly direction: 'in' | 'out' | undefined;
  readonly state: MailState | undefined;
  /** Part of subject, sender or recipient. */
  readonly text: string | undefined;
}

type Page = Reply<typeof mailPage>;

const PAGE = 100;

const letterPath = (mailId: string): string => `/api/mail/${encodeURIComponent(mailId)}`;

/** Letters in both directions, newest first, further ones as they are needed. */
export const lettersQuery = (filters: MailFilters) =>
  infiniteQueryOptions({
    queryKey: keyOf('mail', filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<Page>('GET', '/api/mail', { query: { ...filters, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** One letter, taken apart. */
export const letterQuery = (mailId: string) =>
  queryOptions({
    queryKey: keyOf('mail', 'one', mailId),
    queryFn: ({ signal }) => request<MailLetter>('GET', letterPath(mailId), { signal }),
  });

/** Where the letter is as it went over the wire. */
export const rawPath = (mailId: string): string => `${letterPath(mailId)}/raw`;

/** Where a letter that was given up is asked to be read again. */
export const readingPath = (mailId: string): string => `${letterPath(mailId)}/reading`;

/** The letter as it went over the wire. It never changes. */
export const rawQuery = (mailId: string) =>
  queryOptions({
    queryKey: keyOf('mail', 'raw', mailId),
    queryFn: ({ signal }) => request<string>('GET', rawPath(mailId), { signal, headers: { accept: '*/*' } }),
    staleTime: Infinity,
  });
