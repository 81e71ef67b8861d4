import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { desk, deskList } from '../../../api/contract/api/desks.js';
import type {
  attachment,
  newComment,
  newTicket,
  ticket,
  ticketAction,
  ticketTask,
  timelineEntry,
} from '../../../api/contract/api/tickets.js';
import type { Body, Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { withdrawUndo } from '../../feedback/use-undoable.js';
import { keyOf } from '../../query/keys.js';

export type Ticket = Reply<typeof ticket>;
export type TicketAction = Reply<typeof ticketAction>;
export type TicketTask = Reply<typeof ticketTask>;
export type TimelineEntry = Reply<typeof timelineEntry>;
export type Attachment = Reply<typeof attachment>;
export type Desk = Reply<typeof desk>;
export type NewTicket = Body<typeof newTicket>;
/** Values of a form by the keys of its fields. */
export type Values = Readonly<Record<string, unknown>>;
export type NewComment = Body<typeof newComment>;

const ticketPath = (ticketId: string): string => `/api/tickets/${encodeURIComponent(ticketId)}`;

/** The desks with the values of their regulations. */
export const desksQuery = queryOptions({
  queryKey: keyOf('desks'),
  queryFn: ({ signal }) => request<Reply<typeof deskList>>('GET', '/api/desks', { signal }),
  select: ({ items }) => items,
  staleTime: 5 * 60_000,
});

/** A ticket whole. */
export const ticketQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keyOf('tickets', 'one', ticketId),
    queryFn: ({ signal }) => request<Ticket>('GET', ticketPath(ticketId), { signal }),
  });

/** A body as it is sent: beside files it is a part of a form. */
const withFiles = (body: object, files: readonly File[]): object => {
  if (files.length === 0) return body;
  const form = new FormData();
  form.append('body', JSON.stringify(body));
  for (const file of files) form.append('files', file, file.name);
  return form;
};

/**
 * Registers a ticket. The same key never makes a second one.
 * @throws ProblemError `validation-failed`
 */
export const registerTicket = (
  body: NewTicket,
  files: readonly File[],
  idempotencyKey: string,
): Promise<Pick<Ticket, 'ticketId' | 'number'>> =>
  request('POST', '/api/tickets', { body: withFiles(body, files), headers: { 'idempotency-key': idempotencyKey } });

/** Says something on a ticket, hands files in, or both. @throws ProblemError `file-too-large` */
export const addComment = (ticketId: string, body: NewComment, files: readonly File[]): Promise<unknown> =>
  request('POST', `${ticketPath(ticketId)}/comments`, { body: withFiles(body, files) });

/** Presses a button of the diagram. @throws ProblemError `not-found`, `wrong-state` when it is no longer offered */
export const takeAction = (ticketId: string, actionKey: string, variables: Values): Promise<unknown> =>
  request('POST', `${ticketPath(ticketId)}/actions/${actionKey}`, { body: { variables } });

/** Completes a task with the values of its form. */
export const completeTask = (userTaskKey: string, variables: Values): Promise<unknown> =>
  request('POST', `/v2/user-tasks/${userTaskKey}/completion`, { body: { variables } });

/** Where a file of a ticket is downloaded. */
export const attachmentPath = (ticketId: string, attachmentId: string): string =>
  `${ticketPath(ticketId)}/attachments/${attachmentId}`;

/** Runs something that changes tickets, and reads them anew afterwards, whether it succeeded or not. */
export const useTicketChange = <Input, Answer>(change: (input: Input) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onMutate: withdrawUndo,
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keyOf('tickets') }),
        client.invalidateQueries({ queryKey: keyOf('queue') }),
      ]);
    },
  });
};
