import type { PoolClient } from 'pg';
import type { Variables } from '../../bpmn/index.js';

/** Inputs that a publication made: instance and number of each. */
export type PublishedInputs = readonly (readonly [instance: string, number: number])[];

interface Message {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly at: Date;
  /**
   * Where a subscription is open now, how long it looks for the next one, in ms, when that one is overtaken (the
   * process has gone on in the same instant). It ends when one has taken it. Absent: not at all.
   */
  readonly lookOnMs?: number;
}

const PUBLISH = `
  select publish_message($1, $2, null, $3, $4, case when exists (
    select from message_subscriptions where name = $1 and correlation_key = $2 and state = 'open') then $5::bigint else 0 end) as answer`;

const TAKEN_ONCE = 'select take_message_once($1)';

/**
 * Publishes a message inside the caller's transaction, to subscriptions that are open now, never to
 * later ones. Answers the inputs it made; none: no subscription was open.
 */
export async function publishNow(client: PoolClient, message: Message): Promise<PublishedInputs> {
  const { rows } = await client.query<{ answer: { readonly key: string; readonly inputs: PublishedInputs } }>(PUBLISH, [
    message.name,
    message.correlationKey,
    JSON.stringify(message.variables),
    message.at,
    message.lookOnMs ?? 0,
  ]);
  const { key, inputs } = rows[0]!.answer;
  if (message.lookOnMs !== undefined && inputs.length > 0) await client.query(TAKEN_ONCE, [key]);
  return inputs;
}
