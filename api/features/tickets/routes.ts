import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '../../access/caller.js';
import { newComment, newTicket, takeAction, ticket, ticketListQuery, ticketPage } from '../../contract/api/tickets.js';
import { rowId } from '../../contract/api/pages.js';
import { key } from '../../contract/v2/values.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';
import { binary, route, type Route } from '../../routing/route.js';
import { invalid } from '../../routing/validate.js';
import { commandProblems, refusal, expectApplied } from '../v2/answers.js';
import { checkActionValues } from './action-values.js';
import { offeredActions } from './actions.js';
import { keepFiles } from './files.js';
import { listTickets } from './list.js';
import { findTicket, readTicket } from './ticket.js';

const tag = 'Tickets';
const params = z.object({ ticketId: rowId });
const one = '/api/tickets/{ticketId}';

/** The caller's key for a request that may be repeated. @throws Problem `validation-failed` without it */
const idempotencyKey = (header: string | readonly string[] | undefined): string => {
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  const detail =
    'Send a key of your own, 1 to 200 printable characters; a repetition with the same key makes no second ticket';
  throw invalid([{ parameter: 'Idempotency-Key', detail }]);
};

const staff = ({ displayName, name }: Caller) => ({ kind: 'staff' as const, name: displayName || name });

/** Tickets: registered, read, commented, acted upon. Their tasks are worked on with `/v2/user-tasks`. */
export const ticketRoutes = (deps: Pick<ApiDeps, 'engine' | 'prisma' | 'ticketing'>): readonly Route[] => {
  const { ticketing } = deps;
  const reading = { ...ticketing, prisma: deps.prisma, engine: deps.engine };
  return [
    route({
      method: 'post',
      path: '/api/tickets',
      operationId: 'registerTicket',
      tag,
      summary: 'Register a ticket; the header Idempotency-Key makes a repetition answer the ticket that is there',
      access: 'instances.start',
      body: newTicket,
      takesFiles: true,
      success: { status: 201, description: 'The ticket', body: ticket },
      problems: ['invalid-argument', 'already-exists'],
      handle: async ({ body, files, caller, request }) => {
        const source = `api ${caller.kind} ${caller.id} ${idempotencyKey(request.headers['idempotency-key'])}`;
        const attachments = await keepFiles(ticketing.attachments, files);
        const asked = attachments.length === 0 ? body : [body, attachments];
        const sourceHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
        const at = await deps.engine.clock.now();
        const from = { author: staff(caller), source, sourceHash };
        const answer = await ticketing.tickets.register({ ...body, ...from, at, attachments });
        if (answer.answer === 'refused') throw refusal(answer);
        return readTicket(reading, answer.ticket.toString(), caller);
      },
    }),
    route({
      method: 'get',
      path: '/api/tickets',
      operationId: 'listTickets',
      tag,
      summary: 'Tickets, newest first',
      access: 'tasks.read',
      query: ticketListQuery,
      success: { status: 200, description: 'A page of tickets', body: ticketPage },
      handle: ({ query }) => listTickets(reading, query),
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getTicket',
      tag,
      summary: 'One ticket with its tasks, actions, clocks and timeline',
      access: 'tasks.read',
      params,
      success: { status: 200, description: 'The ticket', body: ticket },
      problems: ['not-found'],
      handle: ({ params: { ticketId }, caller }) => readTicket(reading, ticketId, caller),
    }),
    route({
      method: 'post',
      path: `${one}/comments`,
      operationId: 'commentTicket',
      tag,
      summary: 'Add a comment: a text, files, or both',
      access: 'tasks.work',
      params,
      body: newComment,
      takesFiles: true,
      success: { status: 201, description: 'The ticket with the comment', body: ticket },
      problems: ['not-found'],
      handle: async ({ params: { ticketId }, body, files, caller }) => {
        const { row } = await findTicket(reading, ticketId);
        if (body.text === '' && files.length === 0) throw invalid([{ pointer: '#/text', detail: 'A text is needed' }]);
        const at = await deps.engine.clock.now();
        const { text, internal, fromRequester } = body;
        const writer = staff(caller);
        const requester = { kind: 'requester' as const, name: row.requester_name ?? row.requester_email };
        const author = fromRequester ? { ...requester, recordedBy: writer.name } : writer;
        const answer = await ticketing.tickets.comment({
          ticket: row.id,
          text,
          internal: internal && !fromRequester,
          author,
          at,
          attachments: await keepFiles(ticketing.attachments, files),
        });
        expectApplied(answer);
        return readTicket(reading, ticketId, caller);
      },
    }),
    route({
      method: 'post',
      path: `${one}/actions/{actionKey}`,
      operationId: 'takeTicketAction',
      tag,
      summary: 'Press a button that the diagram offers on the ticket; what is filled in is checked against its form',
      access: 'tasks.work',
      params: params.extend({ actionKey: key }),
      body: takeAction,
      bodyOptional: true,
      success: { status: 200, description: 'The ticket after it', body: ticket },
      problems: commandProblems,
      handle: async ({ params: { ticketId, actionKey }, body, caller }) => {
        const { row, pack } = await findTicket(reading, ticketId);
        const offered = (await offeredActions(reading, row.instance, caller)).find(
          (action) => action.key === actionKey,
        );
        if (!offered) throw new Problem('wrong-state', 'The ticket does not offer you this action now.');
        checkActionValues(offered, pack, body.variables, await deps.engine.clock.now());
        const { message, correlationKey, action } = offered;
        const pressed = {
          workItem: row.id,
          message,
          correlationKey,
          label: action.label,
          form: action.form,
          values: body.variables,
        };
        const answer = await ticketing.tickets.act({ ...pressed, author: staff(caller) });
        // What is stored is noted on the ticket, whether or not the process has gone on with it yet.
        if (answer.answer !== 'accepted') expectApplied(answer);
        return readTicket(reading, ticketId, caller);
      },
    }),
    route({
      method: 'get',
      path: `${one}/attachments/{attachmentId}`,
      operationId: 'getTicketAttachment',
      tag,
      summary: 'A file of the ticket; always to be saved, never to be shown by the browser',
      access: 'tasks.read',
      params: params.extend({ attachmentId: rowId }),
      success: { status: 200, description: 'The file', body: binary, mediaType: 'application/octet-stream' },
      problems: ['not-found'],
      handle: async ({ params: { ticketId, attachmentId }, response }) => {
        const file = await deps.prisma.attachment.findFirst({
          where: { id: BigInt(attachmentId), ticketId: BigInt(ticketId) },
        });
        if (file === null) throw new Problem('not-found', `The ticket ${ticketId} has no file ${attachmentId}.`);
        response.attachment(file.name);
        return Buffer.from(await ticketing.attachments.get(file.hash));
      },
    }),
  ];
};
