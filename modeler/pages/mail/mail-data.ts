import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { mailMessage, mailPage, mailSummary } from '../../../api/contract/api/mail.js';
import type { Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';

export type MailSummary = Reply<typeof mailSummary>;
export type MailMessage = Reply<typeof mailMessage>;
export type MailState = MailSummary['state'];

/** Which emails are shown; kept in the address. */
export interface MailFilters {
  readonly direction: 'in' | 'out' | undefined;
  readonly state: MailState | undefined;
  /** Part of subject, sender or recipient. */
  readonly text: string | undefined;
}

type Page = Reply<typeof mailPage>;

const PAGE = 100;

const emailPath = (mailId: string): string => `/api/mail/${encodeURIComponent(mailId)}`;

/** Emails in both directions, newest first, further ones as they are needed. */
export const emailsQuery = (filters: MailFilters) =>
  infiniteQueryOptions({
    queryKey: keyOf('mail', filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<Page>('GET', '/api/mail', { query: { ...filters, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** One email, taken apart. */
export const emailQuery = (mailId: string) =>
  queryOptions({
    queryKey: keyOf('mail', 'one', mailId),
    queryFn: ({ signal }) => request<MailMessage>('GET', emailPath(mailId), { signal }),
  });

/** Where the email is as it went over the wire. */
export const rawPath = (mailId: string): string => `${emailPath(mailId)}/raw`;

/** Where an email that was given up is asked to be read again. */
export const readingPath = (mailId: string): string => `${emailPath(mailId)}/reading`;

/** The email as it went over the wire. It never changes. */
export const rawQuery = (mailId: string) =>
  queryOptions({
    queryKey: keyOf('mail', 'raw', mailId),
    queryFn: ({ signal }) => request<string>('GET', rawPath(mailId), { signal, headers: { accept: '*/*' } }),
    staleTime: Infinity,
  });
