import type { PoolClient } from 'pg';
import type { Refusal } from '../../engine/index.js';
import { storable } from '../../mime/index.js';
import type { StoredFile } from '../attachments/attachments.js';
import type { PackStore } from '../packs/packs.js';
import type { Author } from '../work-items/author.js';
import { addEvent } from '../work-items/events.js';
import type { PostCommit } from '../work-items/post-commit.js';
import { publishNow } from '../work-items/publish.js';

export interface NewComment {
  /** Does a process that waits for the requester's answer go on? By default if the requester is the author. */
  readonly answers?: boolean | undefined;
  readonly ticket: bigint;
  readonly text: string;
  readonly internal: boolean;
  /** Its author is none of the ticket's participants. */
  readonly outside?: boolean | undefined;
  readonly author: Author;
  readonly at: Date;
  readonly mail?: bigint | undefined;
  readonly attachments?: readonly StoredFile[] | undefined;
}

/** The process gets the beginning of a long answer; the comment has it whole. */
const LONGEST_VARIABLE = 4_000;

/** An answer that came while the process went from one wait for it to the next finds the next one. */
const LOOK_ON_MS = 30_000;

/** Adds a comment inside the caller's transaction. One of the requester reaches the process where it waits for an answer. */
export async function addComment(
  client: PoolClient,
  packs: PackStore,
  asked: NewComment,
): Promise<PostCommit | Refusal> {
  const { rows } = await client.query<{ pack_code: string; pack_version: number }>(
    'select pack_code, pack_version from tickets where id = $1',
    [asked.ticket],
  );
  const row = rows[0];
  if (!row) return { answer: 'refused', code: 'not-found', reason: `There is no ticket ${asked.ticket}.` };
  const { text, internal, author, at, mail, attachments } = asked;
  const content = { text, internal, ...(asked.outside ? { outside: true } : {}) };
  await addEvent(client, { workItem: asked.ticket, kind: 'comment', at, author, content, mail, attachments });
  if (!(asked.answers ?? author.kind === 'requester')) return { workItem: asked.ticket };
  const { pack } = await packs.version(row.pack_code, row.pack_version, client);
  const inputs = await publishNow(client, {
    name: pack.conversation.replyMessage,
    correlationKey: asked.ticket.toString(),
    variables: { text: storable(text.slice(0, LONGEST_VARIABLE)), from: author.name },
    at,
    lookOnMs: LOOK_ON_MS,
  });
  return { workItem: asked.ticket, inputs };
}
