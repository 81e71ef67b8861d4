import { z } from 'zod';
import { instant, instantText, keyText, variables } from '../v2/values.js';
import { clock } from './clocks.js';
import { labelled } from './desks.js';
import { pageOf, pageQuery, queryFlag, rowId } from './pages.js';

const requesterBody = z
  .strictObject({
    email: z.email('Expected a mail address').max(320),
    name: z.string().trim().max(200).optional(),
    phone: z.string().trim().max(50).optional(),
    login: z.string().trim().max(200).optional(),
  })
  .meta({ id: 'NewRequester' });

/** Registers a ticket. What is left out takes the first value of the desk. */
export const newTicket = z
  .strictObject({
    desk: z.string().min(1).max(100),
    subject: z.string().trim().min(1, 'A subject is needed').max(500),
    text: z.string().max(1_000_000).default(''),
    requester: requesterBody,
    type: z.string().max(100).optional(),
    priority: z.string().max(100).optional(),
    channel: z.string().max(100).optional(),
    fields: variables.optional().meta({ description: 'Further values; the process sees them as `fields`' }),
  })
  .meta({ id: 'NewTicket' });

export const requester = z
  .object({
    email: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    login: z.string().nullable(),
  })
  .meta({ id: 'Requester' });

const summary = {
  ticketId: rowId,
  number: z
    .string()
    .meta({ description: 'What people call it; stands in the subject of emails', example: 'ISS-00017' }),
  desk: z.string(),
  subject: z.string(),
  requester,
  channel: labelled,
  type: labelled,
  priority: labelled,
  status: labelled.nullable().meta({ description: 'Null until the process has set one' }),
  open: z.boolean(),
  registeredAt: instantText,
  closedAt: instantText.nullable(),
  pack: z.object({ code: z.string(), version: z.int() }),
  processInstanceKey: keyText,
  processDefinitionId: z.string(),
};

/** A ticket as lists show it. */
export const ticketSummary = z.object(summary).meta({ id: 'TicketSummary' });

export const attachment = z
  .object({ attachmentId: rowId, name: z.string(), mediaType: z.string(), size: z.int(), addedAt: instantText })
  .meta({ id: 'Attachment' });

/** A form-js schema. */
export const formSchema = z
  .record(z.string(), z.unknown())
  .meta({ id: 'FormSchema', description: 'Schema of a form (form-js)' });

/** A button that the diagram offers on the ticket now. */
export const ticketAction = z
  .object({
    actionKey: keyText,
    label: z.string(),
    elementId: z.string(),
    form: formSchema.nullable().meta({ description: 'Null: nothing to fill in' }),
    clause: z.string().nullable(),
  })
  .meta({ id: 'TicketAction' });

/** An open task of the ticket's process. Claimed and completed with `/v2/user-tasks`. */
export const ticketTask = z
  .object({
    userTaskKey: keyText,
    name: z.string().nullable(),
    elementId: z.string(),
    assignee: z.string().nullable().meta({ description: 'User name' }),
    assigneeName: z.string().nullable().meta({ description: 'What people call the assignee' }),
    candidateUsers: z.array(z.string()),
    candidateGroups: z.array(z.string()),
    openedAt: instantText,
    form: formSchema.nullable(),
    variables: variables.meta({ description: 'What the form starts with' }),
  })
  .meta({ id: 'TicketTask' });

const actor = z
  .object({ kind: z.enum(['requester', 'staff', 'system', 'process']), name: z.string() })
  .meta({ id: 'TimelineActor' });

const entry = { entryId: z.string(), at: instantText, actor };

/** What happened to a ticket, oldest first. */
export const timelineEntry = z
  .discriminatedUnion('kind', [
    z.object({ ...entry, kind: z.literal('registered'), channel: labelled, mailId: z.string().nullable() }),
    z.object({
      ...entry,
      kind: z.literal('comment'),
      text: z.string(),
      internal: z.boolean(),
      mailId: z.string().nullable().meta({ description: 'The mail that it came by' }),
      outside: z.boolean().meta({ description: "Written from an address that is none of the ticket's participants" }),
      recordedBy: z.string().nullable().meta({ description: 'Who of the staff wrote down what the requester said' }),
      attachments: z.array(attachment),
    }),
    z
      .object({
        ...entry,
        kind: z.literal('mentioned'),
        ticket: z.object({ ticketId: rowId, number: z.string() }),
        mailId: z.string().nullable(),
      })
      .meta({
        description:
          'Somebody who is none of its participants named the ticket in an email, which became another ticket',
      }),
    z.object({
      ...entry,
      kind: z.literal('letter'),
      mailId: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      state: z.enum(['pending', 'sent', 'kept', 'refused', 'unwanted', 'limited']),
    }),
    z.object({ ...entry, kind: z.literal('status'), status: labelled, elementId: z.string() }),
    z.object({
      ...entry,
      kind: z.literal('milestone'),
      milestone: labelled,
      event: z.enum(['started', 'met']),
      elementId: z.string(),
    }),
    z.object({
      ...entry,
      kind: z.literal('task'),
      name: z.string(),
      event: z.enum(['opened', 'completed', 'cancelled']),
    }),
    z.object({
      ...entry,
      kind: z.literal('action'),
      label: z.string(),
      values: variables,
      fields: z
        .array(z.object({ key: z.string(), label: z.string(), text: z.string() }))
        .meta({ description: 'The values in the words of their form' }),
    }),
    z.object({ ...entry, kind: z.literal('ended'), how: z.enum(['completed', 'terminated']) }),
  ])
  .meta({ id: 'TimelineEntry' });

/** A ticket whole. */
export const ticket = z
  .object({
    ...summary,
    text: z.string(),
    fields: variables,
    previous: z
      .object({ ticketId: rowId, number: z.string() })
      .nullable()
      .meta({ description: 'The ticket that this one repeats' }),
    following: z.array(z.object({ ticketId: rowId, number: z.string() })),
    mentions: z.object({ ticketId: rowId, number: z.string() }).nullable().meta({
      description:
        'The ticket that the email named which this one came by; its author is none of the participants there',
    }),
    attachments: z.array(attachment),
    tasks: z.array(ticketTask),
    actions: z.array(ticketAction).meta({ description: 'Only those that the caller may take' }),
    clocks: z.array(clock),
    timeline: z.array(timelineEntry),
    readAt: instantText.meta({ description: "The product's time of this answer" }),
  })
  .meta({ id: 'Ticket' });

export const ticketListQuery = z.object({
  ...pageQuery,
  desk: z.string().optional(),
  status: z.string().optional(),
  type: z.string().optional(),
  priority: z.string().optional(),
  open: queryFlag,
  requester: z.string().max(320).optional().meta({ description: 'Part of the mail address or name' }),
  text: z.string().max(200).optional().meta({ description: 'Part of number, subject or text' }),
  q: z.string().max(200).optional().meta({
    description: 'Words, each of which is part of number, subject, text, name or mail address of the requester',
  }),
  registeredFrom: instant.optional(),
  registeredTo: instant.optional(),
});

export const ticketPage = pageOf(ticketSummary).meta({ id: 'TicketPage' });

export const newComment = z
  .strictObject({
    text: z.string().trim().max(1_000_000).default('').meta({ description: 'May be left out beside files' }),
    internal: z.boolean().default(false),
    fromRequester: z.boolean().default(false).meta({
      description:
        "The requester's own words (from a form or by phone): a process that waits for an answer goes on. The timeline tells who wrote them down",
    }),
  })
  .meta({ id: 'NewComment' });

export const takeAction = z.strictObject({ variables: variables.default({}) }).meta({ id: 'TakeAction' });
