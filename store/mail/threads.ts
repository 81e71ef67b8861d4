import type { Pool, PoolClient } from 'pg';

/** A ticket that a mail may belong to. */
export interface ThreadTicket {
  readonly ticket: bigint;
  readonly number: string;
  /** Mail address of its requester. */
  readonly requester: string;
  readonly subject: string;
  readonly open: boolean;
}

/** What mails are about, by what is known of earlier ones. */
export interface Threads {
  /** The ticket of a desk that one of these Message-IDs belongs to, whoever wrote it; the newest one. */
  byMessageIds(client: PoolClient, desk: string, messageIds: readonly string[]): Promise<ThreadTicket | undefined>;
  /** The ticket of a desk with one of these numbers; the newest one. */
  byNumbers(client: PoolClient, desk: string, numbers: readonly string[]): Promise<ThreadTicket | undefined>;
  /** The newest of the tickets that repeat a ticket, or repeat one that does; undefined where it was never repeated. */
  newestRepeat(client: PoolClient, ticket: bigint): Promise<ThreadTicket | undefined>;
  /** Is this Message-ID of a letter that we wrote ourselves? */
  isOwn(messageId: string): Promise<boolean>;
}

const TICKET = `
  select t.id, t.number, t.requester_email as requester, t.subject, coalesce(p.status = 'active', true) as open
  from tickets t left join process_instances p on p.number = t.instance`;

const ticketOf = async (
  client: PoolClient,
  where: string,
  values: readonly unknown[],
): Promise<ThreadTicket | undefined> => {
  const { rows } = await client.query<{
    id: string;
    number: string;
    requester: string;
    subject: string;
    open: boolean;
  }>(`${TICKET} where ${where} order by t.id desc limit 1`, [...values]);
  const row = rows[0];
  if (!row) return undefined;
  const { id, ...known } = row;
  return { ticket: BigInt(id), ...known };
};

export const createThreads = (pool: Pool): Threads => ({
  async byMessageIds(client, desk, messageIds) {
    if (messageIds.length === 0) return undefined;
    return ticketOf(
      client,
      `t.desk = $1 and t.id in (
         select ticket_id from outgoing_letters where message_id = any ($2)
         union select ticket_id from incoming_mail where message_id = any ($2) and desk = $1 and state in ('ticket', 'comment'))`,
      [desk, messageIds],
    );
  },
  async byNumbers(client, desk, numbers) {
    return numbers.length === 0 ? undefined : ticketOf(client, 't.desk = $1 and t.number = any ($2)', [desk, numbers]);
  },
  newestRepeat: (client, ticket) =>
    ticketOf(
      client,
      `t.id in (
         with recursive repeats as (
           select id from tickets where previous_id = $1
           union select r.id from tickets r join repeats on r.previous_id = repeats.id)
         select id from repeats)`,
      [ticket],
    ),
  async isOwn(messageId) {
    const { rowCount } = await pool.query('select 1 from outgoing_letters where message_id = $1', [messageId]);
    return (rowCount ?? 0) > 0;
  },
});
