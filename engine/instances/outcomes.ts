import type { Pool } from 'pg';
import type { Answer } from '../engine.js';
import type { OutcomeNotice } from '../notices/notices.js';

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
/** Covers lost notices: one look for all who wait, however many. */
const POLL_MS = 100;
/** Waits for the end of the instance: all its inputs have their outcome then. */
const THE_END = Number.MAX_SAFE_INTEGER;

type Found = Answer | 'ended';

interface Waiter {
  readonly instance: string;
  readonly number: number;
  readonly found: (found: Found) => void;
  readonly failed: (error: Error) => void;
}

interface OutcomeRow {
  readonly instance: string;
  readonly number: number;
  readonly outcome: string;
  readonly reason: string | null;
  readonly code: string | null;
}

const OUTCOMES = `
  select i.instance, i.number, i.outcome, i.reason, i.code
  from unnest($1::bigint[], $2::int[]) w(instance, number) join inputs i on i.instance = w.instance and i.number = w.number
  where i.outcome is not null`;

const ENDED = `select number from process_instances where number = any ($1::bigint[]) and status <> 'active'`;

function answerOf({ outcome, reason, code }: OutcomeRow): Answer {
  if (outcome === 'applied') return { answer: 'applied' };
  if (outcome === 'superseded') return { answer: 'lost', reason: reason ?? '' };
  const known = code === 'not-found' || code === 'invalid-argument' ? code : 'wrong-state';
  return { answer: 'refused', code: known, reason: reason ?? '' };
}

/**
 * Waiters by instance. A notice answers most of them by itself; for the others, and should one be lost, one statement
 * looks for all of them.
 */
export function createOutcomes(pool: Pick<Pool, 'query'>, patienceMs = PATIENCE_MS): Outcomes {
  const waiters = new Map<string, Set<Waiter>>();
  const looking = new Set<Waiter>();
  let poll: NodeJS.Timeout | undefined;

  const all = (): Waiter[] => [...waiters.values()].flatMap((set) => [...set]);

  const add = (waiter: Waiter): void => {
    const set = waiters.get(waiter.instance) ?? new Set();
    waiters.set(waiter.instance, set.add(waiter));
    poll ??= setInterval(() => all().forEach(look), POLL_MS);
  };

  const remove = (waiter: Waiter): void => {
    looking.delete(waiter);
    const set = waiters.get(waiter.instance);
    set?.delete(waiter);
    if (set?.size === 0) waiters.delete(waiter.instance);
    if (waiters.size > 0) return;
    clearInterval(poll);
    poll = undefined;
  };

  const lookForOutcomes = async (asking: readonly Waiter[]): Promise<void> => {
    if (asking.length === 0) return;
    const { rows } = await pool.query<OutcomeRow>({
      name: 'input-outcomes',
      text: OUTCOMES,
      values: [asking.map(({ instance }) => instance), asking.map(({ number }) => number)],
    });
    const found = new Map(rows.map((row) => [`${row.instance} ${row.number}`, answerOf(row)]));
    for (const waiter of asking) {
      const answer = found.get(`${waiter.instance} ${waiter.number}`);
      if (answer) waiter.found(answer);
    }
  };

  const lookForEnds = async (asking: readonly Waiter[]): Promise<void> => {
    if (asking.length === 0) return;
    const values = [asking.map(({ instance }) => instance)];
    const { rows } = await pool.query<{ number: string }>({ name: 'instances-ended', text: ENDED, values });
    const ended = new Set(rows.map(({ number }) => number));
    for (const waiter of asking) if (ended.has(waiter.instance)) waiter.found('ended');
  };

  const lookNow = async (): Promise<void> => {
    const asking = [...looking];
    looking.clear();
    const ends = asking.filter(({ number }) => number === THE_END);
    const inputs = asking.filter(({ number }) => number !== THE_END);
    try {
      await Promise.all([lookForOutcomes(inputs), lookForEnds(ends)]);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const waiter of asking) waiter.failed(failure);
    }
  };

  /** Gathers all who look in this turn of the event loop. */
  function look(waiter: Waiter): void {
    if (looking.size === 0) setImmediate(() => void lookNow());
    looking.add(waiter);
  }

  const wait = (
    instance: string,
    number: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Found | undefined> =>
    new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', giveUp);
        remove(waiter);
      };
      const waiter: Waiter = {
        instance,
        number,
        found(found) {
          finish();
          resolve(found);
        },
        failed(error) {
          finish();
          reject(error);
        },
      };
      const giveUp = (): void => {
        finish();
        resolve(undefined);
      };
      const deadline = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp);
      add(waiter);
      if (number === THE_END) look(waiter);
      if (signal?.aborted) giveUp();
    });

  const hear = (waiter: Waiter, [, consumed, ended, appliedFrom]: OutcomeNotice): void => {
    if (waiter.number === THE_END) {
      if (ended) waiter.found('ended');
    } else if (waiter.number <= consumed && waiter.number >= appliedFrom) waiter.found({ answer: 'applied' });
    else if (ended || waiter.number <= consumed) look(waiter);
  };

  return {
    async of(instance, number) {
      const found = await wait(instance, number, patienceMs);
      return found === undefined || found === 'ended' ? { answer: 'accepted' } : found;
    },
    ended: async (instance, timeoutMs, signal) => (await wait(instance, THE_END, timeoutMs, signal)) === 'ended',
    heard(notices) {
      for (const notice of notices) for (const waiter of [...(waiters.get(notice[0]) ?? [])]) hear(waiter, notice);
    },
    lookAgain: () => all().forEach(look),
  };
}
