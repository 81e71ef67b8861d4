import type { Pool } from 'pg';
import type { Clock } from '../timers/clock.js';
import { jsonbText } from '../instances/sql-json.js';
import type { PublishCommand, Published } from '../engine.js';
import type { Outcomes } from '../instances/outcomes.js';
import type { Notices } from '../notices/notices.js';

type Answered =
  | { readonly refusal: 'already-exists' }
  | { readonly key: string; readonly inputs: readonly (readonly [string, number])[]; readonly starts: number };

/** Publishes messages; waits for what they set off in instances that run, so that the next read sees it. */
export function createMessages(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly outcomes: Outcomes;
  readonly notices: Notices;
  readonly startsDone: (messageKey: bigint) => Promise<void>;
}) {
  return {
    async publish(command: PublishCommand): Promise<Published> {
      const at = await deps.clock.now();
      const { rows } = await deps.pool.query<{ answer: Answered }>({
        name: 'publish-message',
        text: 'select publish_message($1, $2, $3, $4, $5, $6) as answer',
        values: [
          command.name,
          command.correlationKey,
          command.messageId ?? null,
          jsonbText(command.variables),
          at,
          command.timeToLive,
        ],
      });
      const answer = rows[0]!.answer;
      if ('refusal' in answer) {
        const reason = `A message ${command.name} with the id ${command.messageId} is still alive.`;
        return { answer: 'refused', code: 'already-exists', reason };
      }
      const messageKey = BigInt(answer.key);
      if (answer.inputs.length > 0 || answer.starts > 0) deps.notices.nudge();
      await Promise.all([
        ...answer.inputs.map(([instance, number]) => deps.outcomes.of(instance, number)),
        ...(answer.starts > 0 ? [deps.startsDone(messageKey)] : []),
      ]);
      return { answer: 'published', messageKey };
    },
  };
}
