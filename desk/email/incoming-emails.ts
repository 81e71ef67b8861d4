import type { Pool, PoolClient } from 'pg';
import { inTransaction, type Notices } from '../../engine/index.js';
import { storable } from '../../mime/index.js';

/** Topic of the notices that tell pages about mail; its keys are the names of the mail log: `in-9`, `out-9`. */
export const MAIL = 'mail';

/** A mail as the listener accepts it for one desk. */
export interface AcceptedEmail {
  readonly desk: string;
  /** What tells it from every other mail to the desk. */
  readonly identity: string;
  readonly messageId?: string | undefined;
  readonly recipient: string;
  /** Envelope sender, empty for bounces. */
  readonly sender: string;
  readonly fromText: string;
  readonly subject: string;
  readonly raw: Uint8Array;
}

/** A mail that waits to be read. */
export interface WaitingEmail {
  readonly id: bigint;
  readonly desk: string;
  readonly sender: string;
  readonly messageId?: string;
  readonly raw: Buffer;
  readonly receivedAt: Date;
  /** How often it has been tried, this time included. */
  readonly attempts: number;
  /** How many times before, one after the other, reading it neither succeeded nor failed: the process ended, or hung. */
  readonly unfinished: number;
  /** Why reading it failed before. */
  readonly reason?: string;
}

/** What a mail became. */
export interface EmailOutcome {
  readonly state: 'ticket' | 'comment' | 'ignored' | 'failed';
  /** A fixed phrase, which pages translate, or one with a cause: `phrase: cause`. */
  readonly reason?: string | undefined;
  readonly ticket?: bigint | undefined;
  /** False: its author is none of the ticket's participants, so what refers to it need not belong there either. */
  readonly trusted?: boolean | undefined;
  /** Why it gets no automatic answers: a fixed phrase, which pages translate. */
  readonly quiet?: string | undefined;
}

/** Email that has come in: stored as it came, once per desk, and read into what it means. */
export interface IncomingEmails {
  /** Stores a mail for each of its desks, all or none; one that a desk has already is not stored again. */
  accept(mails: readonly AcceptedEmail[], at: Date): Promise<void>;
  /** Takes the next mail without outcome under a lease. */
  take(): Promise<WaitingEmail | undefined>;
  /** Gives a mail its outcome together with all that `work` writes; nothing when it has one already. */
  decide(id: bigint, at: Date, work: (client: PoolClient) => Promise<EmailOutcome>): Promise<EmailOutcome | undefined>;
  /** Notes why reading it failed; it is tried again after the time. */
  retry(id: bigint, reason: string, afterMs: number): Promise<void>;
  /** Lets a mail that was given up wait to be read again. False: there is none, or it was not given up. */
  readAgain(id: bigint): Promise<boolean>;
}

/** How long one process may take to read a mail before another one takes over. */
const LEASE_MS = 10_000;

/** What was accepted before contents were compared is known by its Message-ID alone. */
const ACCEPT = `
  insert into incoming_mail (desk, identity, message_id, recipient, sender, from_text, subject, raw, size, received_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
  where not exists (select from incoming_mail where desk = $1 and identity = $3)
  on conflict (desk, identity) do nothing`;

/** Counts the reading before it begins, or one that ends the process would not be counted. */
const TAKE = `
  update incoming_mail set attempts = attempts + 1, unfinished = unfinished + 1,
    retry_at = clock_timestamp() + $1::bigint * interval '1 ms'
  where id = (
    select id from incoming_mail where state = 'received' and retry_at < clock_timestamp()
    order by id limit 1 for update skip locked
  ) returning id, desk, sender, message_id, raw, received_at, attempts, unfinished - 1 as unfinished, reason`;

interface Row {
  readonly id: string;
  readonly desk: string;
  readonly sender: string;
  readonly message_id: string | null;
  readonly raw: Buffer;
  readonly received_at: Date;
  readonly attempts: number;
  readonly unfinished: number;
  readonly reason: string | null;
}

export function createIncomingEmails(deps: { readonly pool: Pool; readonly notices: Notices }): IncomingEmails {
  const { pool, notices } = deps;
  return {
    async accept(mails, at) {
      await inTransaction(pool, async (client) => {
        for (const mail of mails) {
          await client.query(ACCEPT, [
            mail.desk,
            storable(mail.identity),
            mail.messageId === undefined ? null : storable(mail.messageId),
            storable(mail.recipient),
            storable(mail.sender),
            storable(mail.fromText),
            storable(mail.subject),
            mail.raw,
            mail.raw.length,
            at,
          ]);
        }
      });
      notices.changed(MAIL, []);
    },

    async take() {
      const { rows } = await pool.query<Row>({ name: 'incoming-take', text: TAKE, values: [LEASE_MS] });
      const row = rows[0];
      return (
        row && {
          id: BigInt(row.id),
          desk: row.desk,
          sender: row.sender,
          ...(row.message_id === null ? {} : { messageId: row.message_id }),
          raw: row.raw,
          receivedAt: row.received_at,
          attempts: row.attempts,
          unfinished: row.unfinished,
          ...(row.reason === null ? {} : { reason: row.reason }),
        }
      );
    },

    async decide(id, at, work) {
      const outcome = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ state: string }>(
          'select state from incoming_mail where id = $1 for update',
          [id],
        );
        if (rows[0]?.state !== 'received') return undefined;
        const decided = await work(client);
        await client.query(
          `update incoming_mail set state = $2, reason = $3, ticket_id = $4, processed_at = $5, trusted = $6, quiet = $7,
             quiet_reason = $8
           where id = $1`,
          [
            id,
            decided.state,
            decided.reason === undefined ? null : storable(decided.reason),
            decided.ticket ?? null,
            at,
            decided.trusted ?? true,
            decided.quiet !== undefined,
            decided.quiet ?? null,
          ],
        );
        return decided;
      });
      notices.changed(MAIL, [`in-${id}`]);
      return outcome;
    },

    async retry(id, reason, afterMs) {
      await pool.query(
        `update incoming_mail set reason = $2, unfinished = 0, retry_at = clock_timestamp() + $3::bigint * interval '1 ms'
         where id = $1 and state = 'received'`,
        [id, storable(reason), afterMs],
      );
    },

    async readAgain(id) {
      const { rowCount } = await pool.query(
        `update incoming_mail set state = 'received', reason = null, processed_at = null, unfinished = 0, retry_at = 'epoch'
         where id = $1 and state = 'failed'`,
        [id],
      );
      notices.changed(MAIL, [`in-${id}`]);
      return rowCount === 1;
    },
  };
}
