import type { z } from 'zod';
import type { JsonObject, Variables } from '../../../bpmn/index.js';
import { filledFields } from '../../../regulations/forms/filled-fields.js';
import type { Pack } from '../../../regulations/model/pack.js';
import type { StoredEmail } from '../../../desk/index.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { attachment, timelineEntry } from '../../contract/api/tickets.js';
import { readNames } from './people.js';
import type { TicketRow } from './rows.js';
import { labelOf } from './summary.js';
import { instancesOf } from './tree.js';

type Entry = z.input<typeof timelineEntry>;
type Attachment = z.input<typeof attachment>;

/** Entries of the same instant stand in this order. */
const ORDER: readonly Entry['kind'][] = [
  'registered',
  'comment',
  'mentioned',
  'action',
  'status',
  'milestone',
  'letter',
  'task',
  'ended',
];

export const toAttachment = (row: {
  readonly id: bigint;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly addedAt: Date;
}): Attachment => ({
  attachmentId: row.id.toString(),
  name: row.name,
  mediaType: row.mediaType,
  size: row.size,
  addedAt: row.addedAt.toISOString(),
});

/** What people and systems did: registered, commented, pressed a button. */
const eventEntries = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<readonly Entry[]> => {
  const events = await prisma.ticketEvent.findMany({
    where: { ticketId: ticket.id },
    include: { attachments: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return events.map((event): Entry => {
    const content = event.content as JsonObject;
    const common = {
      entryId: `e${event.id}`,
      at: event.at.toISOString(),
      actor: { kind: event.actorKind as 'requester' | 'staff' | 'system', name: event.actor },
    };
    const mailId = event.mailId === null ? null : `in-${event.mailId}`;
    if (event.kind === 'comment') {
      const attachments = event.attachments.map(toAttachment);
      const {
        text,
        internal,
        outside = false,
      } = content as {
        readonly text: string;
        readonly internal: boolean;
        readonly outside?: boolean;
      };
      return { ...common, kind: 'comment', text, internal, outside, mailId, recordedBy: event.recordedBy, attachments };
    }
    if (event.kind === 'mentioned') {
      const { ticket: ticketId, number } = content as { readonly ticket: string; readonly number: string };
      return { ...common, kind: 'mentioned', ticket: { ticketId, number }, mailId };
    }
    if (event.kind === 'action') {
      const { label, form, values } = content as {
        readonly label: string;
        readonly form?: string | null;
        readonly values: Variables;
      };
      const fields = filledFields(pack.forms[form ?? ''], values);
      return { ...common, kind: 'action', label, values, fields };
    }
    return { ...common, kind: 'registered', channel: labelOf(pack.channels, ticket.channel), mailId };
  });
};

const emailEntries = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<readonly Entry[]> => {
  const emails = await prisma.outgoingEmail.findMany({ where: { ticketId: ticket.id }, orderBy: { id: 'asc' } });
  const name = pack.desks.find(({ code }) => code === ticket.desk)?.name ?? ticket.desk;
  return emails.map((email) => ({
    entryId: `l${email.id}`,
    at: (email.sentAt ?? email.writtenAt).toISOString(),
    actor: { kind: 'process', name },
    kind: 'letter',
    mailId: `out-${email.id}`,
    to: email.recipient,
    subject: email.subject,
    text: email.text,
    state: email.state as StoredEmail['state'],
  }));
};

const markEntries = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<readonly Entry[]> => {
  const instance = { in: [...(await instancesOf(prisma, ticket.instance))] };
  const marks = await prisma.instanceMark.findMany({ where: { instance }, orderBy: { id: 'asc' } });
  return marks.map((mark): Entry => {
    const common = {
      entryId: `m${mark.id}`,
      at: mark.at.toISOString(),
      actor: { kind: 'process' as const, name: pack.name },
      elementId: mark.elementId,
    };
    if (mark.kind === 'status' || mark.kind === 'assignedStatus')
      return { ...common, kind: 'status', status: labelOf(pack.statuses, mark.name) };
    const event = mark.kind === 'milestoneStart' ? 'started' : 'met';
    return { ...common, kind: 'milestone', milestone: labelOf(pack.milestones, mark.name), event };
  });
};

const taskEntries = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<readonly Entry[]> => {
  const instance = { in: [...(await instancesOf(prisma, ticket.instance))] };
  const tasks = await prisma.userTask.findMany({ where: { instance }, orderBy: { key: 'asc' } });
  const nameOf = await readNames(
    prisma,
    tasks.map(({ completedBy }) => completedBy),
  );
  return tasks.flatMap((task): Entry[] => {
    const name = task.name ?? task.elementId;
    const opened: Entry = {
      entryId: `t${task.key}-opened`,
      at: task.createdAt.toISOString(),
      actor: { kind: 'process', name: pack.name },
      kind: 'task',
      name,
      event: 'opened',
    };
    if (task.endedAt === null) return [opened];
    const event = task.state === 'completed' ? 'completed' : 'cancelled';
    const by = event === 'completed' ? task.completedBy : null;
    return [
      opened,
      {
        ...opened,
        entryId: `t${task.key}-${event}`,
        at: task.endedAt.toISOString(),
        actor: by === null ? opened.actor : { kind: 'staff', name: nameOf(by) },
        event,
      },
    ];
  });
};

const endEntries = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<readonly Entry[]> => {
  const instance = await prisma.processInstance.findUnique({
    where: { number: ticket.instance },
    select: { endedAt: true, status: true },
  });
  if (!instance?.endedAt) return [];
  const how = instance.status === 'completed' ? 'completed' : 'terminated';
  const actor = { kind: 'process' as const, name: pack.name };
  return [{ entryId: 'end', at: instance.endedAt.toISOString(), actor, kind: 'ended', how }];
};

/** What happened to a ticket, from everything that was written when it happened; oldest first. */
export const readTimeline = async (prisma: PrismaClient, ticket: TicketRow, pack: Pack): Promise<Entry[]> => {
  const parts = await Promise.all(
    [eventEntries, emailEntries, markEntries, taskEntries, endEntries].map((read) => read(prisma, ticket, pack)),
  );
  return parts.flat().sort((a, b) => a.at.localeCompare(b.at) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
};
