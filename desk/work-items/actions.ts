import type { PoolClient } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { Refusal } from '../../engine/index.js';
import type { Author } from './author.js';
import { addEvent } from './events.js';
import type { PostCommit } from './post-commit.js';
import { publishNow } from './publish.js';

/** A button pressed: a message to the subscription that offers it. */
export interface TakenAction {
  readonly workItem: bigint;
  /** Name and correlation key of the subscription. */
  readonly message: string;
  readonly correlationKey: string;
  readonly label: string;
  /** Form of the pack that the values were filled in. */
  readonly form?: string | undefined;
  readonly values: Variables;
  readonly author: Author;
}

const notOffered: Refusal = {
  answer: 'refused',
  code: 'wrong-state',
  reason: 'The process does not offer this action any more.',
};

/** Presses a button inside the caller's transaction: publishes its message and notes who did it, both or nothing. */
export async function takeAction(client: PoolClient, action: TakenAction, at: Date): Promise<PostCommit | Refusal> {
  const { workItem, message, correlationKey, label, form = null, values, author } = action;
  const inputs = await publishNow(client, { name: message, correlationKey, variables: values, at });
  if (inputs.length === 0) return notOffered;
  await addEvent(client, { workItem, kind: 'action', at, author, content: { label, form, values } });
  return { workItem, inputs };
}
