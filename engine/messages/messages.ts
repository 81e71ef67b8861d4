import type { Pool } from 'pg';
import { StaleCallerError, type Actor, type PublishCommand, type Published } from '../engine.js';
import type { AfterCommit } from '../instances/after-commit.js';
import type { CommitEffects } from '../instances/commits.js';
import type { Outcomes } from '../instances/outcomes.js';
import { jsonbText } from '../instances/sql-json.js';
import { rightsParameter } from '../instances/stale-callers.js';
import type { StartRows } from '../instances/start-rows.js';
import type { ProductClock } from '../timers/clock.js';

type Answered =
  | { readonly refusal: 'already-exists' | 'callers' }
  | {
      readonly key: string;
      readonly inputs: readonly (readonly [instance: string, number: number])[];
      readonly starts: readonly string[];
    };

export interface Messages {
  /** Publishes a message; waits for what it sets off, so that the next read sees it. */
  publish(command: PublishCommand, actor?: Actor): Promise<Published>;
  /** Correlates what commits have left to a transaction of its own; without ids: what other processes have left. */
  correlatePending(ids?: readonly string[]): Promise<CommitEffects & { readonly taken: number }>;
}

export function createMessages(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly outcomes: Outcomes;
  readonly afterCommit: AfterCommit;
  readonly startRows: StartRows;
}): Messages {
  const { pool, clock, outcomes, afterCommit } = deps;
  return {
    async publish(command, actor) {
      const at = await clock.now();
      const { rows } = await pool.query<{ answer: Answered }>({
        name: 'publish-message',
        text: 'select publish_message($1, $2, $3, $4, $5, $6, $7) as answer',
        values: [
          command.name,
          command.correlationKey,
          command.messageId ?? null,
          jsonbText(command.variables),
          at,
          command.timeToLive,
          rightsParameter(actor),
        ],
      });
      const answer = rows[0]!.answer;
      if ('refusal' in answer) {
        if (answer.refusal === 'callers') throw new StaleCallerError();
        const reason = `A message ${command.name} with the id ${command.messageId} is still alive.`;
        return { answer: 'refused', code: 'already-exists', reason };
      }
      const found = answer.inputs.map(([instance, number]) => outcomes.of(instance, number));
      afterCommit.delivered(answer.inputs.map(([instance]) => instance));
      await Promise.allSettled([...found, ...answer.starts.map((id) => deps.startRows.openNow(BigInt(id)))]);
      return { answer: 'published', messageKey: BigInt(answer.key) };
    },
    async correlatePending(ids) {
      const { rows } = await pool.query<{
        answer: {
          readonly taken: number;
          readonly inputs: readonly (readonly [string, number])[];
          readonly starts: readonly string[];
        };
      }>({
        name: 'correlate-pending',
        text: 'select correlate_pending($1, $2) as answer',
        values: [ids ?? null, await clock.now()],
      });
      const { taken, inputs, starts } = rows[0]!.answer;
      return { taken, delivered: inputs.map(([instance]) => instance), starts, correlations: [] };
    },
  };
}
