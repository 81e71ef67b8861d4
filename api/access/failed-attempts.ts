import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problems/problem.js';
import { createLimiter, type Limiter } from './limiter.js';
import { memoryKeyOf } from './secrets.js';

/** Who tries to authenticate, and with what. */
export interface Guess {
  readonly address: string;
  readonly name: string;
  readonly secret: string;
}

/** Slows guessing down, by address and name together. */
export interface FailedAttempts {
  /**
   * Finds out whether a guess is right: `check` answers undefined when it is wrong. It counts as failed from the start and
   * is given back when it was right, or could not be judged, so that guesses side by side are slowed like one after the
   * other. The same guess several times at once is one. Nobody is locked out: what comes after too many failures waits for
   * its turn and is judged then.
   * @throws Problem `too-many-attempts` when too many wait already; what `check` throws
   */
  judge<T>(guess: Guess, check: () => Promise<T | undefined>): Promise<T | undefined>;
}

interface Count {
  hits: number;
  readonly until: number;
}

/** Length of a window in ms, and how many failures one address has free in it for one name, and for all names. */
const WINDOW = 60_000;
const PER_NAME = 10;
const PER_ADDRESS = 50;
/** Beyond them the guesses of one address for one name are judged one by one, with this pause before each, in ms. */
const PAUSE = 1_000;
/** So many of them wait, and so many of all together: those that wait are requests in work. */
const LINE = 10;
const ALL_LINES = 50;
/** Beyond its failures an address has one guess judged at a time, with so many in line. */
const ADDRESS_LINE = 50;
/** Beyond this many counts the expired ones are dropped. */
const PRUNE_AT = 10_000;

const tooMany = (seconds: number): Problem =>
  new Problem(
    'too-many-attempts',
    `Authentication failed too often. Try again in ${seconds} s.`,
    {},
    { 'Retry-After': String(seconds) },
  );

/** Lines by key, in which one waits at a time, `pause` before each turn. @throws Problem `too-many-attempts` */
const createLines = (pause: (ms: number) => Promise<unknown>): ((key: string) => Promise<void>) => {
  const lines = new Map<string, { waiting: number; last: Promise<unknown> }>();
  let all = 0;
  return async (key) => {
    const line = lines.get(key) ?? { waiting: 0, last: Promise.resolve() };
    if (line.waiting >= LINE || all >= ALL_LINES) throw tooMany(Math.ceil((LINE * PAUSE) / 1_000));
    lines.set(key, line);
    line.waiting += 1;
    all += 1;
    const turn = line.last.then(() => pause(PAUSE));
    line.last = turn;
    try {
      await turn;
    } finally {
      all -= 1;
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(key);
    }
  };
};

/**
 * Counts in memory: each API process has its own, which is enough against guessing. `now`: milliseconds; `pause`: resolves
 * after so many of them.
 */
export const createFailedAttempts = (
  now: () => number = Date.now,
  pause: (ms: number) => Promise<unknown> = (ms) => delay(ms),
): FailedAttempts => {
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
  const isBeyond = (key: string, free: number): boolean => (current(key)?.hits ?? 0) >= free;

  const waitForTurn = createLines(pause);
  /** Addresses that have failed too often, each with the work of one guess at a time. */
  const narrowed = new Map<string, { using: number; readonly limit: Limiter }>();
  const oneAtATime = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    const narrow = narrowed.get(address) ?? { using: 0, limit: createLimiter(1, ADDRESS_LINE) };
    if (narrow.using > ADDRESS_LINE) throw tooMany(1);
    narrowed.set(address, narrow);
    narrow.using += 1;
    try {
      return await narrow.limit(work);
    } finally {
      narrow.using -= 1;
      if (narrow.using === 0) narrowed.delete(address);
    }
  };

  /** Guesses that are being judged: how many at once, and what they count in. */
  const judged = new Map<string, { waiting: number; readonly counted: readonly Count[] }>();

  return {
    async judge({ address, name, secret }, check) {
      const keys = [`${address} ${name}`, address] as const;
      const guess = memoryKeyOf(`${keys[0]}\0${secret}`);
      const same = judged.get(guess);
      const turn = same === undefined && isBeyond(keys[0], PER_NAME) ? waitForTurn(keys[0]) : undefined;
      const narrow = same === undefined && isBeyond(keys[1], PER_ADDRESS);
      if (turn !== undefined) await turn;
      const pending = judged.get(guess) ?? { waiting: 0, counted: keys.map(hit) };
      judged.set(guess, pending);
      pending.waiting += 1;
      let wrong = false;
      try {
        const right = await (narrow ? oneAtATime(address, check) : check());
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
