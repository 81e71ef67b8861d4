import type { Pool } from 'pg';
import type { AfterCommit } from './after-commit.js';
import type { CommitEffects } from './commits.js';

/** Workers' part of what commits leave: inputs that nobody has stepped, and messages to correlate. */
export interface TakeUp {
  /** Steps instances whose inputs nobody has stepped; answers how many. `failed`: one could not be stepped. */
  inboxes(limit: number, failed?: (instance: string, error: unknown) => void): Promise<number>;
  /** Correlates messages that were given back, and keys whose instance has ended; answers how many. */
  correlations(): Promise<number>;
}

/** How long a worker may take for an instance before another one takes over. */
const LEASE_MS = 10_000;

export function createTakeUp(deps: {
  readonly pool: Pool;
  readonly advance: (instance: string) => Promise<unknown>;
  readonly correlatePending: () => Promise<CommitEffects & { readonly taken: number }>;
  readonly afterCommit: AfterCommit;
}): TakeUp {
  /** An inbox may have been marked for something that is no input, or that is over: then nothing is left to step. */
  const step = async (instance: string): Promise<void> => {
    await deps.advance(instance);
    await deps.pool.query({ name: 'clear-inbox', text: 'select clear_inbox($1)', values: [instance] });
  };

  return {
    async inboxes(limit, failed = () => undefined) {
      const { rows } = await deps.pool.query<{ instance: string }>({
        name: 'lease-inboxes',
        text: 'select lease_inboxes($1, $2) as instance',
        values: [limit, LEASE_MS],
      });
      await Promise.all(rows.map(({ instance }) => step(instance).catch((error: unknown) => failed(instance, error))));
      return rows.length;
    },
    async correlations() {
      const { taken, delivered, starts } = await deps.correlatePending();
      deps.afterCommit.delivered(delivered);
      deps.afterCommit.asked(starts);
      return taken;
    },
  };
}
