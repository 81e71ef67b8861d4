import { Problem } from '../problems/problem.js';
import { memoryKeyOf } from './secrets.js';

/** Who tries to authenticate, and with what. */
export interface Guess {
  readonly address: string;
  readonly name: string;
  readonly secret: string;
}

/** Failed attempts to authenticate, counted by address and name. */
export interface FailedAttempts {
  /**
   * Finds out whether a guess is right: `check` answers undefined when it is wrong. It counts as failed from the start and
   * is given back when it was right, or could not be judged, so that guesses side by side are limited like one after the
   * other. The same guess several times at once is one.
   * @throws Problem `too-many-attempts` when the limit of the window is used up; what `check` throws
   */
  judge<T>(guess: Guess, check: () => Promise<T | undefined>): Promise<T | undefined>;
}

interface Count {
  hits: number;
  readonly until: number;
}

/** Length of a window in ms, and how many failures it allows one address for one name, and for all names. */
const WINDOW = 60_000;
const PER_NAME = 10;
const PER_ADDRESS = 50;
/** Beyond this many counts the expired ones are dropped. */
const PRUNE_AT = 10_000;

/** Counts in memory: each API process allows the limit, which is enough against guessing. `now`: milliseconds. */
export const createFailedAttempts = (now: () => number = Date.now): FailedAttempts => {
  const counts = new Map<string, Count>();

  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    return count !== undefined && count.until > now() ? count : undefined;
  };
  const prune = (): void => {
    for (const [key, count] of counts) if (count.until <= now()) counts.delete(key);
  };
  const hit = (key: string): Count => {
    const found = current(key);
    if (found === undefined && counts.size >= PRUNE_AT) prune();
    const count = found ?? { hits: 0, until: now() + WINDOW };
    counts.set(key, count);
    count.hits += 1;
    return count;
  };
  const refuseFrom = (key: string, limit: number): void => {
    const count = current(key);
    if (count === undefined || count.hits < limit) return;
    const seconds = Math.max(1, Math.ceil((count.until - now()) / 1_000));
    throw new Problem(
      'too-many-attempts',
      `Authentication failed too often. Try again in ${seconds} s.`,
      {},
      { 'Retry-After': String(seconds) },
    );
  };

  /** Guesses that are being judged: how many at once, and what they count in. */
  const judged = new Map<string, { waiting: number; readonly counted: readonly Count[] }>();

  return {
    async judge({ address, name, secret }, check) {
      const keys = [`${address} ${name}`, address] as const;
      const guess = memoryKeyOf(`${keys[0]}\0${secret}`);
      const same = judged.get(guess);
      if (same === undefined) {
        refuseFrom(keys[0], PER_NAME);
        refuseFrom(keys[1], PER_ADDRESS);
      }
      const pending = same ?? { waiting: 0, counted: keys.map(hit) };
      judged.set(guess, pending);
      pending.waiting += 1;
      let wrong = false;
      try {
        const right = await check();
        wrong = right === undefined;
        return right;
      } finally {
        pending.waiting -= 1;
        if (pending.waiting === 0) {
          judged.delete(guess);
          if (!wrong) for (const count of pending.counted) count.hits -= 1;
        }
      }
    },
  };
};
