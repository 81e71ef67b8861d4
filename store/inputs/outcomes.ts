import type { Pool } from 'pg';
import type { Answer } from '../engine.js';
import type { OutcomeNotice } from '../notices.js';

/** Waits for the commits that give inputs their outcome. */
export interface Outcomes {
  /** The answer to the input, or `accepted` when it has none in time. */
  of(instance: string, number: number): Promise<Answer>;
  /** Resolves when the instance has ended; false when not in time. */
  ended(instance: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  heard(notices: readonly OutcomeNotice[]): void;
  /** Notices may have been lost: every waiter looks for itself. */
  lookAgain(): void;
}

/** How long a command waits for its commit (design §5, Answers). */
const PATIENCE_MS = 2_000;
/** Covers a lost notice. */
const POLL_MS = 250;

interface Waiter {
  readonly number: number;
  readonly look: () => void;
}

/** Waiters by instance, woken by notices and, should one be lost, by polling. */
export function createOutcomes(pool: Pool, patienceMs = PATIENCE_MS): Outcomes {
  const waiters = new Map<string, Set<Waiter>>();

  const read = async (instance: string, number: number): Promise<Answer | undefined> => {
    const { rows } = await pool.query<{ outcome: string | null; reason: string | null; code: string | null }>({
      name: 'input-outcome',
      text: 'select outcome, reason, code from inputs where instance = $1 and number = $2',
      values: [instance, number],
    });
    const row = rows[0];
    if (!row?.outcome) return undefined;
    if (row.outcome === 'applied') return { answer: 'applied' };
    if (row.outcome === 'superseded') return { answer: 'lost', reason: row.reason ?? '' };
    const code = row.code === 'not-found' || row.code === 'invalid-argument' ? row.code : 'wrong-state';
    return { answer: 'refused', code, reason: row.reason ?? '' };
  };

  const isEnded = async (instance: string): Promise<true | undefined> => {
    const { rows } = await pool.query({
      name: 'instance-ended',
      text: `select 1 from process_instances where number = $1 and status <> 'active'`,
      values: [instance],
    });
    return rows.length > 0 ? true : undefined;
  };

  /** Looks at every notice and every poll, until `look` finds something or time is up. */
  const wait = <T>(
    instance: string,
    number: number,
    timeoutMs: number,
    look: () => Promise<T | undefined>,
    signal?: AbortSignal,
  ): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      let looking = false;
      let again = false;
      let settled = false;
      const finish = (settle: () => void): void => {
        if (settled) return;
        settled = true;
        clearTimeout(deadline);
        clearInterval(poll);
        signal?.removeEventListener('abort', giveUp);
        const set = waiters.get(instance);
        set?.delete(waiter);
        if (set?.size === 0) waiters.delete(instance);
        settle();
      };
      const attempt = (): void => {
        if (looking) {
          again = true;
          return;
        }
        looking = true;
        again = false;
        look().then(
          (found) => {
            looking = false;
            if (found !== undefined) finish(() => resolve(found));
            else if (again) attempt();
          },
          (error: unknown) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      };
      const giveUp = (): void => finish(() => resolve(undefined));
      const waiter: Waiter = { number, look: attempt };
      const deadline = setTimeout(giveUp, timeoutMs);
      const poll = setInterval(attempt, POLL_MS);
      signal?.addEventListener('abort', giveUp);
      const set = waiters.get(instance) ?? new Set();
      waiters.set(instance, set.add(waiter));
    });

  return {
    of: async (instance, number) =>
      (await wait(instance, number, patienceMs, () => read(instance, number))) ?? { answer: 'accepted' },
    ended: async (instance, timeoutMs, signal) =>
      (await isEnded(instance)) ??
      (await wait(instance, Number.MAX_SAFE_INTEGER, timeoutMs, () => isEnded(instance), signal)) ??
      false,
    heard(notices) {
      for (const [instance, consumed, ended] of notices) {
        for (const waiter of waiters.get(instance) ?? []) if (ended || waiter.number <= consumed) waiter.look();
      }
    },
    lookAgain() {
      for (const set of waiters.values()) for (const waiter of set) waiter.look();
    },
  };
}
