import type { Pool } from 'pg';
import type { AfterCommit } from './after-commit.js';
import type { CommitEffects } from './commits.js';

/** Workers' part of what commits leave: inputs that nobody has stepped, and messages to correlate. */
export interface WorkerBacklog {
  /** Steps instances whose inputs nobody has stepped; answers how many. `failed`: one could not be stepped. */
  inboxes(limit: number, failed?: (instance: string, error: unknown) => void): Promise<number>;
  /** Correlates messages that were given back, and keys whose instance has ended; answers how many. */
  correlations(): Promise<number>;
}

/** How long a worker may take for an instance before another one takes over. */
const LEASE_MS = 10_000;

/** A step marks an inbox as taken. One that was marked for something that is no input, or that is over, is left here. */
const CLEAR = `
  select clear_inbox(b.instance) from (
    select instance from inboxes where instance = any ($1) and unsent order by instance) b`;

export function createWorkerBacklog(deps: {
  readonly pool: Pool;
  readonly advance: (instance: string) => Promise<unknown>;
  readonly correlatePending: () => Promise<CommitEffects & { readonly taken: number }>;
  readonly afterCommit: AfterCommit;
}): WorkerBacklog {
  return {
    async inboxes(limit, failed = () => undefined) {
      const { rows } = await deps.pool.query<{ instance: string }>({
        name: 'lease-inboxes',
        text: 'select lease_inboxes($1, $2) as instance',
        values: [limit, LEASE_MS],
      });
      const stepped: string[] = [];
      await Promise.all(
        rows.map(({ instance }) =>
          deps.advance(instance).then(
            () => void stepped.push(instance),
            (error: unknown) => failed(instance, error),
          ),
        ),
      );
      if (stepped.length > 0) await deps.pool.query({ name: 'clear-inboxes', text: CLEAR, values: [stepped] });
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
