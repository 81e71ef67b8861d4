import type { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { PackStore } from '../../../desk/index.js';
import type { ticketListQuery, ticketPage } from '../../contract/api/tickets.js';
import { all, any, sql, type Sql, ifDefined } from '../../search/columns.js';
import { invalid } from '../../routing/validate.js';
import { readTicketRows, ticketOpen, ticketPriority, ticketStatus, ticketType } from './rows.js';
import { toSummary } from './summary.js';

type Query = z.output<typeof ticketListQuery>;

/** Any text with this part in it, ё as good as е; the part's own `%` and `_` stand for themselves. */
export const containing = (expression: Sql, part: string): Sql =>
  sql`translate(${expression}, 'ёЁ', 'еЕ') ilike ${`%${withoutYo(part).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`;

const withoutYo = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** The last item of the page before, by its id. @throws Problem `validation-failed` for a text that is none */
export const cursorId = (cursor: string): bigint => {
  if (!/^[1-9]\d{0,17}$/.test(cursor))
    throw invalid([{ parameter: 'cursor', detail: 'This is not a cursor of an earlier answer' }]);
  return BigInt(cursor);
};

/** More words than these are not looked at. */
const MOST_WORDS = 10;

const wordsOf = (text = ''): readonly string[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);

/** The number that a word means without its zeros: ISS-1 is ISS-00001. */
const numbered = (word: string): readonly Sql[] => {
  const [, series, digits] = /^(\D*?)[-–]?0*([1-9]\d{0,17})$/.exec(word) ?? [];
  if (series === undefined || digits === undefined || series === '') return [];
  return [
    sql`regexp_replace(t.number, '[-]?0*([1-9][0-9]*)$', '-\\1') ilike ${`${series.replaceAll(/[\\%_]/g, String.raw`\$&`)}-${digits}`}`,
  ];
};

/** A word of what was said and done: in comments, in what buttons were pressed with, in results that tasks were completed with. */
const said = (word: string): readonly Sql[] => [
  sql`exists (select 1 from ticket_events e where e.ticket_id = t.id and ${containing(sql`e.content ->> 'text'`, word)})`,
  sql`exists (select 1 from ticket_events e,
        json_each_text(case json_typeof(e.content -> 'values') when 'object' then e.content -> 'values' else '{}' end) f
      where e.ticket_id = t.id and ${containing(sql`f.value`, word)})`,
  // Texts only: the names inside of other values are not words that anybody has said.
  sql`exists (select 1 from variables v where v.instance = t.instance and v.value like '"%' and ${containing(sql`v.value`, word)})`,
];

const conditions = (query: Query): readonly Sql[] => [
  ...ifDefined(query.desk, (desk) => sql`t.desk = ${desk}`),
  ...ifDefined(query.status, (status) => sql`${ticketStatus} = ${status}`),
  ...ifDefined(query.type, (type) => sql`${ticketType} = ${type}`),
  ...ifDefined(query.priority, (priority) => sql`${ticketPriority} = ${priority}`),
  ...ifDefined(query.open, (open) => (open ? ticketOpen : sql`not ${ticketOpen}`)),
  ...ifDefined(query.requester, (part) =>
    any([containing(sql`t.requester_email`, part), containing(sql`coalesce(t.requester_name, '')`, part)]),
  ),
  ...ifDefined(query.text, (part) =>
    any([containing(sql`t.number`, part), containing(sql`t.subject`, part), containing(sql`t.text`, part)]),
  ),
  ...wordsOf(query.q).map((word) =>
    any([
      ...[sql`t.number`, sql`t.subject`, sql`t.text`, sql`t.requester_email`, sql`coalesce(t.requester_name, '')`].map(
        (column) => containing(column, word),
      ),
      ...numbered(word),
      ...said(word),
    ]),
  ),
  ...ifDefined(query.registeredFrom, (from) => sql`t.registered_at >= ${from}`),
  ...ifDefined(query.registeredTo, (to) => sql`t.registered_at < ${to}`),
  ...ifDefined(query.cursor, (cursor) => sql`t.id < ${cursorId(cursor)}`),
];

/** A page of tickets, newest first. */
export const listTickets = async (
  { prisma, packs }: { readonly prisma: PrismaClient; readonly packs: PackStore },
  query: Query,
): Promise<z.input<typeof ticketPage>> => {
  const rows = await readTicketRows(prisma, all(conditions(query)), sql`order by t.id desc limit ${query.limit + 1}`);
  const page = rows.slice(0, query.limit);
  const items = await Promise.all(
    page.map(async (row) => toSummary(row, (await packs.version(row.pack_code, row.pack_version)).pack)),
  );
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id.toString() ?? null) : null };
};
