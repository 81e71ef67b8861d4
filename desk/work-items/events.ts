import type { PoolClient } from 'pg';
import type { JsonObject } from '../../bpmn/index.js';
import type { KeptFile } from '../attachments/attachments.js';
import type { Author } from '../tickets/commands.js';

/** Something that happened to a ticket outside its process. */
export interface NewEvent {
  readonly ticket: bigint;
  readonly kind: 'registered' | 'comment' | 'action';
  readonly at: Date;
  readonly author: Author;
  readonly content: JsonObject;
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly KeptFile[] | undefined;
}

/** Adds an event with its files to a ticket's history. */
export async function addEvent(client: PoolClient, event: NewEvent): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into ticket_events (ticket_id, kind, at, actor_kind, actor, content, mail_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      event.ticket,
      event.kind,
      event.at,
      event.author.kind,
      event.author.name,
      JSON.stringify(event.content),
      event.mail ?? null,
      event.author.recordedBy ?? null,
    ],
  );
  for (const { name, mediaType, size, hash } of event.attachments ?? []) {
    await client.query(
      `insert into attachments (ticket_id, event_id, name, media_type, size, hash, added_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [event.ticket, rows[0]!.id, name, mediaType, size, hash, event.at],
    );
  }
}
