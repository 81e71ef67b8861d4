import { queryOptions } from '@tanstack/react-query';
import type { changeDraftBody, createDraftBody, draftWithXml } from '../../../../api/contract/drafts.js';
import type { Body, Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { keyOf } from '../../../query/keys.js';

/** A draft with its diagram. */
export type Draft = Reply<typeof draftWithXml>;

/** What a diagram is saved as. */
export type DraftContent = Body<typeof changeDraftBody>;

const path = (id: string): string => `/api/drafts/${id}`;

/** Begins a draft. */
export const createDraft = (body: Body<typeof createDraftBody>): Promise<Draft> =>
  request<Draft>('POST', '/api/drafts', { body });

/** Saves a draft that stands at `revision`. @throws ProblemError `precondition-failed`: somebody else has changed it */
export const saveDraft = (id: string, revision: number, content: DraftContent): Promise<Draft> =>
  request<Draft>('PUT', path(id), { body: content, headers: { 'if-match': `"${revision}"` } });

export const readDraft = (id: string, signal?: AbortSignal): Promise<Draft> =>
  request<Draft>('GET', path(id), signal === undefined ? {} : { signal });

export const deleteDraft = (id: string): Promise<void> => request('DELETE', path(id));

/** Brings a deleted draft back. */
export const restoreDraft = (id: string): Promise<Draft> => request<Draft>('POST', `${path(id)}/restoration`);

/** The draft as it was when the page was opened: from then on the page itself holds the newest state. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: keyOf('drafts', 'one', id),
    queryFn: ({ signal }) => readDraft(id, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
