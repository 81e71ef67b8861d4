import { Problem } from '../problems/problem.js';

/** Failed attempts to authenticate, counted by address and name. */
export interface FailedAttempts {
  /** @throws Problem `too-many-attempts` when the limit of the window is used up. */
  refuseTooMany(address: string, name: string): void;
  failed(address: string, name: string): void;
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
  const hit = (key: string): void => {
    const count = current(key);
    if (count !== undefined) count.hits += 1;
    else {
      if (counts.size >= PRUNE_AT) prune();
      counts.set(key, { hits: 1, until: now() + WINDOW });
    }
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

  return {
    refuseTooMany: (address, name) => {
      refuseFrom(`${address} ${name}`, PER_NAME);
      refuseFrom(address, PER_ADDRESS);
    },
    failed: (address, name) => {
      hit(`${address} ${name}`);
      hit(address);
    },
  };
};
