import type { PoolClient } from 'pg';
import type { JsonObject } from '../../bpmn/index.js';
import type { StoredFile } from '../attachments/attachments.js';
import type { Author } from './author.js';

/** Something that happened to a work item outside its process. */
export interface WorkItemEvent {
  readonly workItem: bigint;
  readonly kind: 'registered' | 'comment' | 'action' | 'mentioned';
  readonly at: Date;
  readonly author: Author;
  readonly content: JsonObject;
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly StoredFile[] | undefined;
}

/** Adds an event with its files to the history of a work item. */
export async function addEvent(client: PoolClient, event: WorkItemEvent): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `insert into ticket_events (ticket_id, kind, at, actor_kind, actor, content, mail_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      event.workItem,
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
      [event.workItem, rows[0]!.id, name, mediaType, size, hash, event.at],
    );
  }
}
