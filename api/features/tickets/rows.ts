import { Prisma, type PrismaClient } from '../../../prisma/generated/client.js';
import { sql, type Sql } from '../../search/columns.js';

/** A ticket as it is read: the row with what its process says. */
export interface TicketRow {
  readonly id: bigint;
  readonly number: string;
  readonly desk: string;
  readonly pack_code: string;
  readonly pack_version: number;
  readonly subject: string;
  readonly text: string;
  readonly channel: string;
  readonly type: string;
  readonly priority: string;
  readonly requester_email: string;
  readonly requester_name: string | null;
  readonly requester_phone: string | null;
  readonly requester_login: string | null;
  readonly fields: unknown;
  readonly previous_id: bigint | null;
  readonly instance: bigint;
  readonly process_id: string;
  readonly registered_at: Date;
  readonly status: string | null;
  readonly open: boolean;
  readonly closed_at: Date | null;
}

/** A value of the process's own scope, which has the last word over what was registered. */
const valued = (name: 'type' | 'priority', registered: Sql): Sql =>
  sql`coalesce((select v.value::json #>> '{}' from variables v where v.instance = t.instance and v.scope = 1 and v.name = ${name}), ${registered})`;

/** Expressions over the ticket `t` and its process instance `p`. */
export const ticketType = valued('type', sql`t.type`);
export const ticketPriority = valued('priority', sql`t.priority`);
/** That of a task which somebody has now, else the last one that the process, or one that it calls, came to. */
export const ticketStatus = sql`coalesce(
  (select m.name from process_instances c join instance_marks m on m.instance = c.number
      join user_tasks u on u.instance = m.instance and u.element_id = m.element_id
    where c.root_number = t.instance and m.kind = 'assignedStatus' and u.state = 'open' and u.assignee is not null
      and m.at >= u.created_at order by m.id desc limit 1),
  (select m.name from process_instances c join instance_marks m on m.instance = c.number
    where c.root_number = t.instance and m.kind = 'status' order by m.id desc limit 1))`;
/** A ticket whose process is still to be opened is open. */
export const ticketOpen = sql`coalesce(p.status = 'active', true)`;

/** Reads tickets that meet a condition. `rest`: order and limit. */
export const readTicketRows = (prisma: PrismaClient, where: Sql, rest: Sql = Prisma.empty): Promise<TicketRow[]> =>
  prisma.$queryRaw<TicketRow[]>(
    sql`select t.id, t.number, t.desk, t.pack_code, t.pack_version, t.subject, t.text, t.channel, ${ticketType} as type,
          ${ticketPriority} as priority, t.requester_email, t.requester_name, t.requester_phone, t.requester_login, t.fields,
          t.previous_id, t.instance, t.process_id, t.registered_at, ${ticketStatus} as status, ${ticketOpen} as open,
          p.ended_at as closed_at
        from tickets t left join process_instances p on p.number = t.instance where ${where} ${rest}`,
  );
