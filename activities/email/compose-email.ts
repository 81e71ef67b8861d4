import { createTransport } from 'nodemailer';
import type { Json, Variables } from '../../bpmn/index.js';
import { fillIn, type TemplateValues } from '../../regulations/email-templates/template.js';
import type { EmailTemplate, Pack } from '../../regulations/model/pack.js';
import type { EmailTicket } from '../../desk/index.js';

/** What an email is made of. */
export interface EmailParts {
  readonly pack: Pack;
  readonly ticket: EmailTicket;
  readonly template: EmailTemplate;
  readonly messageId: string;
  /** Variables that the task sees. */
  readonly variables: Variables;
  readonly writtenAt: Date;
}

/** An email ready to be stored and sent. */
export interface EmailDraft {
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly raw: Buffer;
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

const deskOf = ({ pack, ticket }: EmailParts): Pack['desks'][number] => {
  const desk = pack.desks.find(({ code }) => code === ticket.desk);
  if (!desk) throw new Error(`The pack ${pack.code} has no desk ${ticket.desk}`);
  return desk;
};

/** The values that the text may name (regulations/model/assemble.ts checks that it names no others). */
function valuesOf(parts: EmailParts): TemplateValues {
  const { pack, ticket, variables } = parts;
  const desk = deskOf(parts);
  const zone = pack.calendars.find(({ code }) => code === desk.calendar)?.zone ?? 'UTC';
  const instant = new Intl.DateTimeFormat(pack.language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone });
  const listed = (values: Pack['types'], code: string): Json => ({
    code,
    label: values.find((value) => value.code === code)?.label ?? code,
  });
  return {
    ticket: { number: ticket.number, subject: ticket.subject, registeredAt: instant.format(ticket.registeredAt) },
    requester: {
      name: ticket.requesterName ?? ticket.requesterEmail,
      email: ticket.requesterEmail,
      // `Hello{{requester.called}}!`: whose name is not known is not called by an address.
      called: ticket.requesterName === null ? '' : `, ${ticket.requesterName}`,
    },
    desk: { name: desk.name },
    type: listed(pack.types, ticket.type),
    priority: listed(pack.priorities, ticket.priority),
    values: variables,
  };
}

/**
 * Fills the texts in and writes the email as it goes over the wire, threaded under the requester's mail.
 * @throws MissingValueError when the text names a value that is not there
 */
export async function composeEmail(parts: EmailParts): Promise<EmailDraft> {
  const { ticket, template, messageId, writtenAt } = parts;
  const desk = deskOf(parts);
  const values = valuesOf(parts);
  const address = desk.addresses[0]!;
  const subject = fillIn(template.subject, values).replaceAll(/\s+/g, ' ').trim();
  const text = fillIn(template.body, values);
  const replied = ticket.answers === null ? {} : { inReplyTo: ticket.answers };
  const machine = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };
  const { message } = await composer.sendMail({
    messageId,
    date: writtenAt,
    from: { name: desk.name, address },
    to: { name: ticket.requesterName ?? '', address: ticket.requesterEmail },
    subject,
    text,
    ...replied,
    ...(ticket.thread.length === 0 ? {} : { references: [...ticket.thread] }),
    headers: { 'X-Ticket-Number': ticket.number, ...(template.automatic ? machine : {}) },
  });
  return { sender: address, recipient: ticket.requesterEmail, subject, text, raw: message as Buffer };
}
