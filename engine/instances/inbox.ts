import type { Pool } from 'pg';
import { isUnknown, retryPause, TRIES } from '../database.js';
import { toFactRow } from './inputs.js';
import { jsonbText } from './sql-json.js';
import type { Command } from './step-request.js';

/** Commands for the inbox of an instance. */
export interface Acceptance {
  readonly commands: readonly Command[];
  /** Tokens of steps with these commands whose reply was lost. */
  readonly tried: readonly string[];
  /** Only workers may step the instance until its inbox is empty again. */
  readonly heavy: boolean;
}

export interface Inbox {
  /**
   * Puts commands into the inbox of an instance; answers their numbers. A repetition after a lost reply gets the same ones.
   * `ended`: there is no such instance any more. `stored`: one of the steps tried was stored after all.
   */
  accept(instance: string, acceptance: Acceptance): Promise<readonly number[] | 'ended' | 'stored'>;
}

export function createInbox(pool: Pick<Pool, 'query'>): Inbox {
  return {
    async accept(instance, { commands, tried, heavy }) {
      const items = commands.map(({ fact, at, token, givenBy, callers }) => ({
        ...toFactRow(fact),
        ...{ at, token, givenBy, callers },
      }));
      for (let tries = 1; ; tries++) {
        try {
          const { rows } = await pool.query<{ numbers: readonly number[] | null }>({
            name: 'accept-inputs',
            text: 'select accept_inputs($1, $2, $3, $4) as numbers',
            values: [instance, jsonbText(items), heavy, tried],
          });
          const numbers = rows[0]!.numbers;
          if (numbers === null) return 'ended';
          return numbers[0] === -1 ? 'stored' : numbers;
        } catch (error) {
          if (!isUnknown(error) || tries >= TRIES) throw error;
          await retryPause();
        }
      }
    },
  };
}
