import type { PoolClient } from 'pg';

/** Addresses of one mail that become participants; a mail to more is for a list of people, not for a conversation. */
const MOST_ADDED = 50;

const IS_PARTICIPANT = `
  select 1 where exists (select from tickets where id = $1 and lower(requester_email) = lower($2))
    or exists (select from ticket_participants where ticket_id = $1 and email = lower($2))
    or exists (select from users where active and lower(email) = lower($2))`;

const ADD = `
  insert into ticket_participants (ticket_id, email)
  select distinct $1::bigint, lower(email) from unnest($2::text[]) as given (email)
  on conflict do nothing`;

/** Who may write in a ticket: its requester, those whom its participants wrote to, and the staff. */
export interface Participants {
  includes(client: PoolClient, ticket: bigint, email: string): Promise<boolean>;
  /** Adds those of a mail of a participant. */
  add(client: PoolClient, ticket: bigint, emails: readonly string[]): Promise<void>;
}

export const createParticipants = (): Participants => ({
  async includes(client, ticket, email) {
    const { rowCount } = await client.query(IS_PARTICIPANT, [ticket, email]);
    return (rowCount ?? 0) > 0;
  },
  async add(client, ticket, emails) {
    await client.query(ADD, [ticket, emails.slice(0, MOST_ADDED)]);
  },
});
