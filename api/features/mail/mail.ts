import type { AddressObject } from 'mailparser';
import type { z } from 'zod';
import { namesOfFiles, readMail as takeApart, type ReadMail } from '../../../mime/index.js';
import { Prisma, type PrismaClient } from '../../../prisma/generated/client.js';
import type { mailMessage, mailPage, mailQuery, mailSummary } from '../../contract/api/mail.js';
import { Problem } from '../../problems/problem.js';
import { invalid } from '../../routing/validate.js';
import { instant } from '../../contract/v2/values.js';
import { all, any, sql, type Sql, ifDefined } from '../../search/columns.js';
import { containing } from '../tickets/list.js';
import type { Ticketing } from '../tickets/ticketing.js';

type Query = z.output<typeof mailQuery>;
type Summary = z.input<typeof mailSummary>;

interface MailRow {
  readonly direction: 'in' | 'out';
  readonly id: bigint;
  readonly at: Date;
  readonly desk: string;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly state: Summary['state'];
  readonly reason: string | null;
  readonly ticket_id: bigint | null;
  readonly number: string | null;
  readonly message_id: string | null;
  readonly size: number;
  readonly sent_at: Date | null;
  readonly attempts: number;
}

/** Both directions as one table. */
const LOG = sql`(
  select 'in' as direction, id, received_at as at, desk, coalesce(nullif(from_text, ''), sender) as sender, recipient, subject,
    state, reason, ticket_id, message_id, size, null::timestamptz as sent_at, attempts from incoming_mail
  union all
  select 'out', id, written_at, desk, sender, recipient, subject, state, error, ticket_id, message_id, length(raw), sent_at, attempts
    from outgoing_letters
) m left join tickets t on t.id = m.ticket_id`;

const COLUMNS = sql`m.direction, m.id, m.at, m.desk, m.sender, m.recipient, m.subject, m.state, m.reason, m.ticket_id, t.number,
  m.message_id, m.size, m.sent_at, m.attempts`;

const readRows = (prisma: PrismaClient, where: Sql, rest: Sql = Prisma.empty): Promise<MailRow[]> =>
  prisma.$queryRaw<MailRow[]>(sql`select ${COLUMNS} from ${LOG} where ${where} ${rest}`);

/** `Anna <a@x>` for `"Anna" <a@x>`: people need no quotes. */
const unquoted = (address: string): string => address.replaceAll(/"([^"\\]*)"(?= <)/g, '$1');

const toSummary = (row: MailRow): Summary => ({
  mailId: `${row.direction}-${row.id}`,
  direction: row.direction,
  at: row.at.toISOString(),
  desk: row.desk,
  from: unquoted(row.sender),
  to: row.recipient,
  subject: row.subject,
  state: row.state,
  reason: row.reason,
  ticket:
    row.ticket_id === null || row.number === null ? null : { ticketId: row.ticket_id.toString(), number: row.number },
  messageId: row.message_id,
  size: row.size,
});

/** `2025-06-11T14:30:00.000Z_out-4`: the last email of the page before. */
const afterCursor = (cursor: string): Sql => {
  const [, at, direction, id] = /^([^_]+)_(in|out)-(\d{1,18})$/.exec(cursor) ?? [];
  if (!instant.safeParse(at).success || at === undefined)
    throw invalid([{ parameter: 'cursor', detail: 'This is not a cursor of an earlier answer' }]);
  return sql`(m.at, m.direction, m.id) < (${new Date(at)}::timestamptz, ${direction}::text, ${BigInt(id ?? 0)}::bigint)`;
};

const conditions = (query: Query): readonly Sql[] => [
  ...ifDefined(query.direction, (direction) => sql`m.direction = ${direction}`),
  ...ifDefined(query.desk, (desk) => sql`m.desk = ${desk}`),
  ...ifDefined(query.state, (state) => sql`m.state = ${state}`),
  ...ifDefined(query.ticketId, (id) => sql`m.ticket_id = ${BigInt(id)}`),
  ...ifDefined(query.text, (part) =>
    any([containing(sql`m.subject`, part), containing(sql`m.sender`, part), containing(sql`m.recipient`, part)]),
  ),
  ...ifDefined(query.cursor, afterCursor),
];

/** A page of the mail log, newest first. */
export const listMail = async (prisma: PrismaClient, query: Query): Promise<z.input<typeof mailPage>> => {
  const order = sql`order by m.at desc, m.direction desc, m.id desc limit ${query.limit + 1}`;
  const rows = await readRows(prisma, all(conditions(query)), order);
  const items = rows.slice(0, query.limit).map(toSummary);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last ? `${last.at}_${last.mailId}` : null };
};

const partsOf = (mailId: string): { readonly direction: string; readonly id: bigint } => {
  const [direction, id] = mailId.split('-') as [string, string];
  return { direction, id: BigInt(id) };
};

const noEmail = (mailId: string): Problem => new Problem('not-found', `There is no email ${mailId}.`);

/** An email as it went over the wire. @throws Problem `not-found` */
export const rawMail = async (prisma: PrismaClient, mailId: string): Promise<Buffer> => {
  const { direction, id } = partsOf(mailId);
  const find = { where: { id }, select: { raw: true } };
  const row =
    direction === 'in' ? await prisma.incomingEmail.findUnique(find) : await prisma.outgoingEmail.findUnique(find);
  if (row === null) throw noEmail(mailId);
  return Buffer.from(row.raw);
};

const addressText = (given: AddressObject | AddressObject[] | undefined): string | undefined =>
  given &&
  [given]
    .flat()
    .map(({ text }) => text)
    .join(', ');

/** The headers in their order, unfolded; subject and addresses decoded. */
const headersOf = (parsed: ReadMail): z.input<typeof mailMessage>['headers'] => {
  const decoded: Readonly<Record<string, string | undefined>> = {
    subject: parsed.subject,
    from: parsed.from?.text,
    to: addressText(parsed.to),
    cc: addressText(parsed.cc),
    'reply-to': parsed.replyTo?.text,
  };
  return parsed.headerLines.map(({ key, line }) => {
    const colon = line.indexOf(':');
    const value =
      decoded[key] ??
      line
        .slice(colon + 1)
        .replaceAll(/\r?\n\s+/g, ' ')
        .trim();
    return { name: line.slice(0, colon), value };
  });
};

/** What nothing is known of but what the log says. */
const NOTHING: Pick<z.input<typeof mailMessage>, 'headers' | 'text' | 'attachments'> = {
  headers: [],
  text: '',
  attachments: [],
};

const contentOf = (parsed: ReadMail, names = namesOfFiles(parsed)): typeof NOTHING => ({
  headers: headersOf(parsed),
  text: parsed.text,
  attachments: parsed.attachments.map(({ contentType, size }, i) => ({
    name: names[i]!,
    mediaType: contentType,
    size,
  })),
});

/** Lets an email that was given up wait to be read again. @throws Problem `not-found`, `wrong-state` */
export const readAgain = async (
  prisma: PrismaClient,
  { incomingEmails }: Pick<Ticketing, 'incomingEmails'>,
  mailId: string,
): Promise<z.input<typeof mailMessage>> => {
  const { direction, id } = partsOf(mailId);
  if (direction === 'in' && (await incomingEmails.readAgain(id))) return readMail(prisma, mailId);
  const { state } = await readMail(prisma, mailId);
  throw new Problem('wrong-state', `The email ${mailId} is ${state}; only one that was given up is read again.`);
};

/** An email taken apart, as far as it can be: the log has what cannot be read, too. @throws Problem `not-found` */
export const readMail = async (prisma: PrismaClient, mailId: string): Promise<z.input<typeof mailMessage>> => {
  const { direction, id } = partsOf(mailId);
  const [row] = await readRows(prisma, sql`m.direction = ${direction} and m.id = ${id}`);
  if (!row) throw noEmail(mailId);
  const parsed = await takeApart(await rawMail(prisma, mailId)).catch(() => undefined);
  return {
    ...toSummary(row),
    sentAt: row.sent_at?.toISOString() ?? null,
    attempts: row.attempts,
    ...(parsed ? contentOf(parsed) : NOTHING),
  };
};
