import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { inTransaction, type Notices } from '../../engine/index.js';
import type { PackStore } from '../packs/packs.js';
import { TICKETS } from '../tickets/tickets.js';
import { withheld, type Withheld } from './automatic-emails.js';
import { MAIL } from './incoming-emails.js';

/** What a letter about a ticket can say of it. */
export interface LetterTicket {
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
  /** Message-ID of the last mail of somebody who belongs to it. */
  readonly answers: string | null;
}

/** A letter as composed, before it is sent. */
export interface ComposedLetter {
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

/** A letter as it is kept: what is sent, however often it is tried. */
export interface KeptLetter {
  readonly id: bigint;
  readonly ticket: bigint;
  readonly messageId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly raw: Buffer;
  readonly state: 'pending' | 'sent' | 'kept' | 'refused' | Withheld;
  /** Why it is not sent yet, or never will be. */
  readonly error: string | null;
  /** An attempt delivered it when this was read. */
  readonly held: boolean;
}

/** The right to deliver a letter; it lasts `LETTER_LEASE_MS` unless it is renewed. */
export interface LetterLease {
  readonly letter: KeptLetter;
  readonly token: string;
}

/** How long an attempt that gives no sign of life keeps other ones from delivering its letter. */
export const LETTER_LEASE_MS = 15_000;

/** Letters of the desks. One per instance and wait, kept before it is sent. */
export interface Letters {
  /** The ticket whose process, or a process called by it, this instance is. */
  ticketOf(instance: bigint): Promise<LetterTicket | undefined>;
  find(instance: bigint, wait: string): Promise<KeptLetter | undefined>;
  /**
   * Keeps a letter unless there is one for its instance and wait; answers the one that counts. One that its pack calls
   * automatic may be withheld from the first: it is kept, and never delivered.
   */
  write(letter: ComposedLetter): Promise<KeptLetter>;
  /**
   * Takes a letter for delivery. Undefined: it is not pending, somebody else delivers it, or an earlier letter of its
   * ticket is still being tried (letters arrive in the order in which the process asked for them).
   */
  take(letter: KeptLetter): Promise<LetterLease | undefined>;
  /** Lengthens a lease that nobody else has got meanwhile. */
  renew(lease: LetterLease): Promise<void>;
  /** `sent`: the mail server took it. `kept`: it lies in the local mailbox. Whoever says so, it is never sent again. */
  delivered(lease: LetterLease, state: 'sent' | 'kept', at: Date): Promise<void>;
  /** It was not taken: it may be tried again at once, or never where the mail server refused it for good. */
  failed(lease: LetterLease, error: string, next: 'again' | 'refused'): Promise<void>;
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
    written_at, automatic, state)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`;

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
  readonly state: KeptLetter['state'];
  readonly error: string | null;
  readonly held: boolean;
}

const letterOf = (row: Row): KeptLetter => ({
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

export function createLetters(deps: {
  readonly pool: Pool;
  readonly notices: Notices;
  readonly packs: PackStore;
}): Letters {
  const { pool, notices, packs } = deps;

  /** Does nobody write it? The pack of its ticket says so. */
  const isAutomatic = async (client: PoolClient, { ticket, template }: ComposedLetter): Promise<boolean> => {
    const { rows } = await client.query<{ code: string; version: number }>(
      'select pack_code as code, pack_version as version from tickets where id = $1',
      [ticket],
    );
    const { pack } = await packs.version(rows[0]!.code, rows[0]!.version, client);
    return pack.letters[template]?.automatic ?? false;
  };

  const find = async (instance: bigint, wait: string): Promise<KeptLetter | undefined> => {
    const { rows } = await pool.query<Row>(`select ${KEPT} from outgoing_letters where instance = $1 and wait = $2`, [
      instance,
      wait,
    ]);
    return rows[0] && letterOf(rows[0]);
  };

  const changed = (letter: Pick<KeptLetter, 'id' | 'ticket'>): void => {
    notices.changed(MAIL, [`out-${letter.id}`]);
    notices.changed(TICKETS, [letter.ticket.toString()]);
  };

  return {
    find,
    async ticketOf(instance) {
      const { rows } = await pool.query<Omit<LetterTicket, 'id'> & { id: string }>(TICKET, [instance]);
      return rows[0] && { ...rows[0], id: BigInt(rows[0].id) };
    },
    async write(letter) {
      await inTransaction(pool, async (client) => {
        const automatic = await isAutomatic(client, letter);
        const reason = automatic ? await withheld(client, letter) : undefined;
        await client.query(WRITE, [
          letter.messageId,
          letter.ticket,
          letter.desk,
          letter.instance,
          letter.wait,
          letter.template,
          letter.sender,
          letter.recipient,
          letter.subject,
          letter.text,
          letter.raw,
          letter.writtenAt,
          automatic,
          reason ?? 'pending',
        ]);
      });
      const kept = await find(letter.instance, letter.wait);
      if (!kept) throw new Error(`The Message-ID ${letter.messageId} belongs to another letter`);
      changed(kept);
      return kept;
    },
    async take(letter) {
      const token = randomUUID();
      const { rowCount } = await pool.query(TAKE, [letter.id, token, LETTER_LEASE_MS]);
      return rowCount === 1 ? { letter, token } : undefined;
    },
    async renew({ letter, token }) {
      await pool.query(RENEW, [letter.id, token, LETTER_LEASE_MS]);
    },
    async delivered({ letter }, state, at) {
      await pool.query(
        `update outgoing_letters set state = $2, sent_at = $3, attempts = attempts + 1, error = null, lease = null
         where id = $1 and state = 'pending'`,
        [letter.id, state, at],
      );
      changed(letter);
    },
    async failed({ letter, token }, error, next) {
      await pool.query(FAILED, [letter.id, token, next === 'again' ? 'pending' : 'refused', error]);
      changed(letter);
    },
  };
}
