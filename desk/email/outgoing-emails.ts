import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { inTransaction, type Notices } from '../../engine/index.js';
import type { PackStore } from '../packs/packs.js';
import { TICKETS } from '../tickets/tickets.js';
import { suppressionOf, type Suppressed } from './automatic-emails.js';
import { MAIL } from './incoming-emails.js';

/** What an email about a ticket can say of it. */
export interface EmailTicket {
  readonly id: bigint;
  readonly number: string;
  readonly desk: string;
  readonly packCode: string;
  readonly packVersion: number;
  readonly subject: string;
  readonly type: string;
  readonly priority: string;
  readonly requesterEmail: string;
  readonly requesterName: string | null;
  readonly registeredAt: Date;
  /** Message-IDs of what was written in this matter so far, oldest first. */
  readonly thread: readonly string[];
  /** Message-ID of the last trusted mail of the ticket. */
  readonly answers: string | null;
}

/** An email as composed, before it is sent. */
export interface ComposedEmail {
  readonly messageId: string;
  readonly ticket: bigint;
  readonly desk: string;
  readonly instance: bigint;
  readonly wait: string;
  readonly template: string;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly raw: Uint8Array;
  readonly writtenAt: Date;
}

/** An email as it is stored: what is sent, however often it is tried. */
export interface StoredEmail {
  readonly id: bigint;
  readonly ticket: bigint;
  readonly messageId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly raw: Buffer;
  readonly state: 'pending' | 'sent' | 'kept' | 'refused' | Suppressed;
  /** Why it is not sent yet, or never will be. */
  readonly error: string | null;
  /** An attempt delivered it when this was read. */
  readonly held: boolean;
}

/** The right to deliver an email; it lasts `EMAIL_LEASE_MS` unless it is renewed. */
export interface EmailLease {
  readonly email: StoredEmail;
  readonly token: string;
}

/** How long an attempt without a heartbeat keeps others from delivering its email. */
export const EMAIL_LEASE_MS = 15_000;

/** Emails of the desks. One per instance and wait, stored before it is sent. */
export interface OutgoingEmails {
  /** The ticket whose process, or a process called by it, this instance is. */
  ticketOf(instance: bigint): Promise<EmailTicket | undefined>;
  find(instance: bigint, wait: string): Promise<StoredEmail | undefined>;
  /**
   * Stores an email unless there is one for its instance and wait; answers the one that counts. One that its pack calls
   * automatic may be suppressed from the first: it is stored, and never delivered.
   */
  write(email: ComposedEmail): Promise<StoredEmail>;
  /**
   * Takes an email for delivery. Undefined: it is not pending, another attempt delivers it, or an earlier email of its
   * ticket is still being tried (emails arrive in the order in which the process asked for them).
   */
  take(email: StoredEmail): Promise<EmailLease | undefined>;
  /** Renews a lease that no other attempt has taken meanwhile. */
  renew(lease: EmailLease): Promise<void>;
  /** `sent`: the mail server took it. `kept`: it lies in the local mailbox. Either way it is never sent again. */
  delivered(lease: EmailLease, state: 'sent' | 'kept', at: Date): Promise<void>;
  /** It was not taken: it may be tried again at once, or never where the mail server refused it for good. */
  failed(lease: EmailLease, error: string, next: 'again' | 'refused'): Promise<void>;
}

const TICKET = `
  with root as (select coalesce((select root_number from process_instances where number = $1), $1) as number)
  select t.id, t.number, t.desk, t.pack_code as "packCode", t.pack_version as "packVersion", t.subject,
    coalesce((select v.value::json #>> '{}' from variables v where v.instance = t.instance and v.scope = 1 and v.name = 'type'), t.type) as type,
    coalesce((select v.value::json #>> '{}' from variables v where v.instance = t.instance and v.scope = 1 and v.name = 'priority'), t.priority) as priority,
    t.requester_email as "requesterEmail", t.requester_name as "requesterName", t.registered_at as "registeredAt",
    array(select m.message_id from (
      select message_id, received_at as at from incoming_mail where ticket_id = t.id and message_id is not null and state in ('ticket', 'comment') and trusted
      union all select message_id, written_at from outgoing_letters where ticket_id = t.id
    ) m order by m.at) as thread,
    (select message_id from incoming_mail where ticket_id = t.id and message_id is not null and state in ('ticket', 'comment') and trusted
      order by id desc limit 1) as answers
  from tickets t join root on t.instance = root.number`;

const KEPT = 'id, ticket_id, message_id, sender, recipient, raw, state, error, lease_until > clock_timestamp() as held';

const WRITE = `
  insert into outgoing_letters (message_id, ticket_id, desk, instance, wait, template, sender, recipient, subject, text, raw,
    written_at, automatic, state, error)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`;

const TAKE = `
  update outgoing_letters l set lease = $2, lease_until = clock_timestamp() + $3::bigint * interval '1 ms'
  where l.id = $1 and l.state = 'pending' and l.lease_until < clock_timestamp() and not exists (
    select from temporal_activities mine
      join process_instances p on p.number = mine.instance
      join process_instances q on q.root_number = p.root_number
      join temporal_activities earlier on earlier.instance = q.number and earlier.activity = mine.activity
      left join outgoing_letters e on e.instance = earlier.instance and e.wait = earlier.wait
    where mine.instance = l.instance and mine.wait = l.wait and coalesce(e.state, 'pending') = 'pending'
      and (earlier.started_at, earlier.key) < (mine.started_at, mine.key))`;

const RENEW = `
  update outgoing_letters set lease_until = clock_timestamp() + $3::bigint * interval '1 ms' where id = $1 and lease = $2`;

const FAILED = `
  update outgoing_letters set state = $3, attempts = attempts + 1, error = $4, lease = null, lease_until = 'epoch'
  where id = $1 and lease = $2 and state = 'pending'`;

interface Row {
  readonly id: string;
  readonly ticket_id: string;
  readonly message_id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly raw: Buffer;
  readonly state: StoredEmail['state'];
  readonly error: string | null;
  readonly held: boolean;
}

const emailOf = (row: Row): StoredEmail => ({
  id: BigInt(row.id),
  ticket: BigInt(row.ticket_id),
  messageId: row.message_id,
  sender: row.sender,
  recipient: row.recipient,
  raw: row.raw,
  state: row.state,
  error: row.error,
  held: row.held,
});

export function createOutgoingEmails(deps: {
  readonly pool: Pool;
  readonly notices: Notices;
  readonly packs: PackStore;
}): OutgoingEmails {
  const { pool, notices, packs } = deps;

  /** Is it automatic? The pack of its ticket says so. */
  const isAutomatic = async (client: PoolClient, { ticket, template }: ComposedEmail): Promise<boolean> => {
    const { rows } = await client.query<{ code: string; version: number }>(
      'select pack_code as code, pack_version as version from tickets where id = $1',
      [ticket],
    );
    const { pack } = await packs.version(rows[0]!.code, rows[0]!.version, client);
    return pack.letters[template]?.automatic ?? false;
  };

  const find = async (instance: bigint, wait: string): Promise<StoredEmail | undefined> => {
    const { rows } = await pool.query<Row>(`select ${KEPT} from outgoing_letters where instance = $1 and wait = $2`, [
      instance,
      wait,
    ]);
    return rows[0] && emailOf(rows[0]);
  };

  const changed = (email: Pick<StoredEmail, 'id' | 'ticket'>): void => {
    notices.changed(MAIL, [`out-${email.id}`]);
    notices.changed(TICKETS, [email.ticket.toString()]);
  };

  return {
    find,
    async ticketOf(instance) {
      const { rows } = await pool.query<Omit<EmailTicket, 'id'> & { id: string }>(TICKET, [instance]);
      return rows[0] && { ...rows[0], id: BigInt(rows[0].id) };
    },
    async write(email) {
      await inTransaction(pool, async (client) => {
        const automatic = await isAutomatic(client, email);
        const suppressed = automatic ? await suppressionOf(client, email) : undefined;
        await client.query(WRITE, [
          email.messageId,
          email.ticket,
          email.desk,
          email.instance,
          email.wait,
          email.template,
          email.sender,
          email.recipient,
          email.subject,
          email.text,
          email.raw,
          email.writtenAt,
          automatic,
          suppressed?.state ?? 'pending',
          suppressed?.reason ?? null,
        ]);
      });
      const kept = await find(email.instance, email.wait);
      if (!kept) throw new Error(`The Message-ID ${email.messageId} belongs to another email`);
      changed(kept);
      return kept;
    },
    async take(email) {
      const token = randomUUID();
      const { rowCount } = await pool.query(TAKE, [email.id, token, EMAIL_LEASE_MS]);
      return rowCount === 1 ? { email, token } : undefined;
    },
    async renew({ email, token }) {
      await pool.query(RENEW, [email.id, token, EMAIL_LEASE_MS]);
    },
    async delivered({ email }, state, at) {
      await pool.query(
        `update outgoing_letters set state = $2, sent_at = $3, attempts = attempts + 1, error = null, lease = null
         where id = $1 and state = 'pending'`,
        [email.id, state, at],
      );
      changed(email);
    },
    async failed({ email, token }, error, next) {
      await pool.query(FAILED, [email.id, token, next === 'again' ? 'pending' : 'refused', error]);
      changed(email);
    },
  };
}
