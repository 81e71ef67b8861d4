import type { PoolClient } from 'pg';

/**
 * Why an automatic email is stored but never sent. `unwanted`: the mail that it answers gets no automatic answers.
 * `limited`: its recipient has had too many of them.
 */
export type Suppressed = 'unwanted' | 'limited';

/** Automatic emails to one address within an hour, of all desks together. */
export const MAX_AUTOMATIC_EMAILS = 20;

const UNWANTED = `
  select quiet, quiet_reason from incoming_mail where ticket_id = $1 and state in ('ticket', 'comment') and trusted
  order by id desc limit 1`;

const SENT = `
  select count(*)::int as sent from outgoing_letters
  where automatic and lower(recipient) = lower($1) and state not in ('unwanted', 'limited')
    and written_at > $2::timestamptz - interval '1 hour'`;

/**
 * Is an automatic email to be suppressed, and why? Auto-responders that do not say what they are, and mail with a
 * forged sender, would otherwise get, or make another address get, an answer each (RFC 3834). Until the transaction has
 * ended no other one decides about the same address.
 */
export async function suppressionOf(
  client: PoolClient,
  email: { readonly ticket: bigint; readonly recipient: string; readonly writtenAt: Date },
): Promise<{ readonly state: Suppressed; readonly reason: string | null } | undefined> {
  const { rows: answered } = await client.query<{ quiet: boolean; quiet_reason: string | null }>(UNWANTED, [
    email.ticket,
  ]);
  if (answered[0]?.quiet) return { state: 'unwanted', reason: answered[0].quiet_reason };
  await client.query(`select pg_advisory_xact_lock(hashtextextended('automatic letters to ' || lower($1), 1))`, [
    email.recipient,
  ]);
  const { rows } = await client.query<{ sent: number }>(SENT, [email.recipient, email.writtenAt]);
  return rows[0]!.sent < MAX_AUTOMATIC_EMAILS ? undefined : { state: 'limited', reason: null };
}
