import { z } from 'zod';
import { mailId, mailMessage, mailPage, mailQuery } from '../../contract/api/mail.js';
import type { ApiDeps } from '../../deps.js';
import { binary, route, type Route } from '../../routing/route.js';
import { listMail, rawMail, readAgain, readMail } from './mail.js';

const tag = 'Mail';
const access = 'tasks.read';
const params = z.object({ mailId });

/** The mail log: what came to the desks and what they wrote, which is also the local mailbox. */
export const mailRoutes = ({ prisma, ticketing }: Pick<ApiDeps, 'prisma' | 'ticketing'>): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/mail',
    operationId: 'listMail',
    tag,
    summary: 'Emails in both directions, newest first',
    access,
    query: mailQuery,
    success: { status: 200, description: 'A page of emails', body: mailPage },
    handle: ({ query }) => listMail(prisma, query),
  }),
  route({
    method: 'get',
    path: '/api/mail/{mailId}',
    operationId: 'getMail',
    tag,
    summary: 'One email, taken apart',
    access,
    params,
    success: { status: 200, description: 'The email', body: mailMessage },
    problems: ['not-found'],
    handle: ({ params: { mailId: id } }) => readMail(prisma, id),
  }),
  route({
    method: 'get',
    path: '/api/mail/{mailId}/raw',
    operationId: 'getRawMail',
    tag,
    summary: 'One email as it went over the wire',
    access,
    params,
    success: { status: 200, description: 'The email', body: binary, mediaType: 'message/rfc822' },
    problems: ['not-found'],
    handle: ({ params: { mailId: id }, response }) => {
      response.attachment(`${id}.eml`);
      return rawMail(prisma, id);
    },
  }),
  route({
    method: 'post',
    path: '/api/mail/{mailId}/reading',
    operationId: 'readMailAgain',
    tag,
    summary: 'Read an email again that was given up; it becomes a ticket or a comment as any other',
    access: 'instances.start',
    params,
    success: { status: 200, description: 'It waits to be read', body: mailMessage },
    problems: ['not-found', 'wrong-state'],
    handle: ({ params: { mailId: id } }) => readAgain(prisma, ticketing, id),
  }),
];
