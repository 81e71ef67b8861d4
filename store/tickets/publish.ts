import type { PoolClient } from 'pg';
import type { Variables } from '../../bpmn/index.js';

/** Inputs that a publication made: instance and number of each. */
export type PublishedInputs = readonly (readonly [instance: string, number: number])[];

interface Message {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly at: Date;
}

/**
 * Publishes a message inside the caller's transaction, to subscriptions that are open now and to nobody later. Answers
 * the inputs it made; none: nobody waited for it.
 */
export async function publishNow(client: PoolClient, message: Message): Promise<PublishedInputs> {
  const { rows } = await client.query<{ answer: { readonly inputs: PublishedInputs } }>(
    'select publish_message($1, $2, null, $3, $4, 0) as answer',
    [message.name, message.correlationKey, JSON.stringify(message.variables), message.at],
  );
  return rows[0]!.answer.inputs;
}
