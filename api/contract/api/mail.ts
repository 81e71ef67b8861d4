import { z } from 'zod';
import { instantText } from '../v2/values.js';
import { pageOf, pageQuery, rowId } from './pages.js';

/** `in-17`, `out-4`: an email that came or went. */
export const mailId = z.string().regex(/^(in|out)-[1-9][0-9]{0,17}$/, 'Expected an email id such as in-17');

/**
 * State of an email. In: `received` (stored, not yet read), `ticket`, `comment`, `ignored` (see `reason`),
 * `failed`. Out: `pending` (stored, not yet sent), `sent` (taken by the mail server), `kept` (not sent: no mail server is set up,
 * and it stays here),
 * `refused` (by the mail server, for good); automatic ones that are never sent: `unwanted` (an answer to a mail
 * that gets none, see `reason`), `limited` (too many to one address within an hour).
 */
const mailState = z.enum([
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
]);

const summary = {
  mailId,
  direction: z.enum(['in', 'out']),
  at: instantText.meta({ description: 'When it was taken in, or written' }),
  desk: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  state: mailState,
  reason: z.string().nullable().meta({
    description: 'Why it was ignored, could not be read, or could not be sent yet: a phrase, or `phrase: cause`',
  }),
  ticket: z.object({ ticketId: rowId, number: z.string() }).nullable(),
  messageId: z.string().nullable(),
  size: z.int().meta({ description: 'Bytes' }),
};

export const mailSummary = z.object(summary).meta({ id: 'MailSummary' });

export const mailMessage = z
  .object({
    ...summary,
    sentAt: instantText.nullable(),
    attempts: z.int(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    text: z.string(),
    attachments: z.array(z.object({ name: z.string(), mediaType: z.string(), size: z.int() })),
  })
  .meta({ id: 'MailMessage' });

export const mailQuery = z.object({
  ...pageQuery,
  direction: z.enum(['in', 'out']).optional(),
  desk: z.string().optional(),
  state: mailState.optional(),
  ticketId: rowId.optional(),
  text: z.string().max(200).optional().meta({ description: 'Part of subject, sender or recipient' }),
});

export const mailPage = pageOf(mailSummary).meta({ id: 'MailPage' });
