import type { Pool, PoolClient } from 'pg';
import { REPEATS } from '../work-items/links.js';

/** A ticket that a mail may belong to. */
export interface ThreadTicket {
  readonly ticket: bigint;
  readonly number: string;
  /** Mail address of its requester. */
  readonly requester: string;
  readonly subject: string;
  readonly open: boolean;
}

/** A ticket that Message-IDs belong to. */
export interface AnsweredTicket extends ThreadTicket {
  /**
   * They are of emails that we wrote, which have a random part: who knows one has got the email. Others do not say who
   * knows them.
   */
  readonly trusted: boolean;
  /** They are of emails that we, or participants, wrote. */
  readonly certain: boolean;
}

/** What mails are about, by what is known of earlier ones. */
export interface Threads {
  /**
   * The ticket of a desk that one of these Message-IDs belongs to, of any sender; the newest one, by our own emails before
   * those of participants, and by these before those of others.
   */
  byMessageIds(client: PoolClient, desk: string, messageIds: readonly string[]): Promise<AnsweredTicket | undefined>;
  /** The ticket of a desk with one of these numbers; the newest one. */
  byNumbers(client: PoolClient, desk: string, numbers: readonly string[]): Promise<ThreadTicket | undefined>;
  /** The newest of the tickets that repeat a ticket, or repeat one that does; undefined where it was never repeated. */
  newestRepeat(client: PoolClient, ticket: bigint): Promise<ThreadTicket | undefined>;
  /** Is this Message-ID of an email that we wrote ourselves? */
  isOwn(messageId: string): Promise<boolean>;
}

const TICKET = `
  select t.id, t.number, t.requester_email as requester, t.subject, t.instance from tickets t`;

/** Until the transaction has ended the process stays as it is: a mail is not decided by what is true no more. */
const OPEN = `select status = 'active' as open from process_instances where number = $1 for share`;

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
    instance: string;
  }>(`${TICKET} where ${where} order by t.id desc limit 1`, [...values]);
  const row = rows[0];
  if (!row) return undefined;
  const { id, instance, ...known } = row;
  const { rows: found } = await client.query<{ open: boolean }>(OPEN, [instance]);
  return { ticket: BigInt(id), ...known, open: found[0]?.open ?? true };
};

const OWN_IDS = 'select ticket_id from outgoing_letters where message_id = any ($2)';

const PARTICIPANTS_IDS = `
  select ticket_id from incoming_mail
  where message_id = any ($2) and desk = $1 and state in ('ticket', 'comment') and trusted`;

const OTHER_IDS = `
  select ticket_id from incoming_mail
  where message_id = any ($2) and desk = $1 and state in ('ticket', 'comment') and not trusted`;

export const createThreads = (pool: Pool): Threads => ({
  async byMessageIds(client, desk, messageIds) {
    if (messageIds.length === 0) return undefined;
    for (const ids of [OWN_IDS, PARTICIPANTS_IDS, OTHER_IDS]) {
      const found = await ticketOf(client, `t.desk = $1 and t.id in (${ids})`, [desk, messageIds]);
      if (found) return { ...found, trusted: ids === OWN_IDS, certain: ids !== OTHER_IDS };
    }
    return undefined;
  },
  async byNumbers(client, desk, numbers) {
    return numbers.length === 0 ? undefined : ticketOf(client, 't.desk = $1 and t.number = any ($2)', [desk, numbers]);
  },
  newestRepeat: (client, ticket) => ticketOf(client, `t.id in (${REPEATS})`, [ticket]),
  async isOwn(messageId) {
    const { rowCount } = await pool.query('select 1 from outgoing_letters where message_id = $1', [messageId]);
    return (rowCount ?? 0) > 0;
  },
});
