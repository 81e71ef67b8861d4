import type { Pool } from 'pg';
import type { Answer, InstanceEnding } from '../engine.js';

/** Waits for what others make of inputs and instances. */
export interface Outcomes {
  /** The answer to an input in an inbox, or `accepted` when it has none in time or cannot be read. Never throws. */
  of(instance: string, number: number): Promise<Answer>;
  /** How an instance ended; `ended` where that has to be read; undefined when it has not in time. */
  ended(instance: string, timeoutMs: number, signal?: AbortSignal): Promise<InstanceEnding | 'ended' | undefined>;
  /** A commit of this process has given these inputs their outcomes, and perhaps ended the instance. */
  committed(instance: string, inputs: readonly InputOutcome[], ending: InstanceEnding | 'ended' | undefined): void;
  /** Another process has stepped these instances. */
  heard(steps: readonly (readonly [instance: string, ended: 0 | 1])[]): void;
  /** Notices may have been lost: every waiter looks for itself. */
  lookAgain(): void;
}

/** Outcome of an input, by its number. */
export interface InputOutcome {
  readonly number?: number;
  readonly outcome: string;
  readonly reason?: string | null;
  readonly code?: string | null;
}

/** How long a command waits for its outcome when it went through an inbox. */
const PATIENCE_MS = 2_000;
/** Covers lost notices: one look for all who wait, however many. */
const POLL_MS = 100;
/** Endings of this process that somebody may still ask for. */
const ENDINGS_KEPT = 2_000;

type Found = Answer | { readonly ending: InstanceEnding | 'ended' };

interface Waiter {
  readonly instance: string;
  /** Undefined: it waits for the end of the instance. */
  readonly number: number | undefined;
  readonly found: (found: Found) => void;
}

interface OutcomeRow extends InputOutcome {
  readonly instance: string;
  readonly number: number;
}

const OUTCOMES = `
  select i.instance, i.number, i.outcome, i.reason, i.code
  from unnest($1::bigint[], $2::int[]) w(instance, number) join inputs i on i.instance = w.instance and i.number = w.number
  where i.outcome is not null`;

const ENDED = `select number from process_instances where number = any ($1::bigint[]) and status <> 'active'`;

function answerOf({ outcome, reason, code }: InputOutcome): Answer {
  if (outcome === 'applied') return { answer: 'applied' };
  if (outcome === 'superseded') return { answer: 'lost', reason: reason ?? '' };
  if (outcome === 'failed') return { answer: 'failed' };
  const known = code === 'not-found' || code === 'invalid-argument' ? code : 'wrong-state';
  return { answer: 'refused', code: known, reason: reason ?? '' };
}

/** Waiters by instance: told by the commit where it is one of this process, else by a notice or by looking. */
export function createOutcomes(pool: Pick<Pool, 'query'>, patienceMs = PATIENCE_MS): Outcomes {
  const waiters = new Map<string, Set<Waiter>>();
  const looking = new Set<Waiter>();
  const endings = new Map<string, InstanceEnding | 'ended'>();
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
    for (const waiter of asking) if (ended.has(waiter.instance)) waiter.found({ ending: 'ended' });
  };

  const lookNow = async (): Promise<void> => {
    const asking = [...looking];
    looking.clear();
    try {
      await Promise.all([
        lookForOutcomes(asking.filter(({ number }) => number !== undefined)),
        lookForEnds(asking.filter(({ number }) => number === undefined)),
      ]);
    } catch {
      // Whoever waits is on a stored command: the database is asked again as long as there is time.
    }
  };

  /** Gathers all who look in this turn of the event loop. */
  function look(waiter: Waiter): void {
    if (looking.size === 0) setImmediate(() => void lookNow());
    looking.add(waiter);
  }

  const wait = (
    instance: string,
    number: number | undefined,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Found | undefined> =>
    new Promise((resolve) => {
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
      };
      const giveUp = (): void => {
        finish();
        resolve(undefined);
      };
      const deadline = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp);
      add(waiter);
      if (signal?.aborted) giveUp();
    });

  return {
    async of(instance, number) {
      const found = await wait(instance, number, patienceMs);
      return found === undefined || 'ending' in found
        ? { answer: 'accepted', instance: BigInt(instance), input: number }
        : found;
    },
    async ended(instance, timeoutMs, signal) {
      const known = endings.get(instance);
      if (known !== undefined) return known;
      const found = await wait(instance, undefined, timeoutMs, signal);
      return found !== undefined && 'ending' in found ? found.ending : undefined;
    },
    committed(instance, inputs, ending) {
      const here = [...(waiters.get(instance) ?? [])];
      if (ending !== undefined) {
        endings.set(instance, ending);
        if (endings.size > ENDINGS_KEPT) endings.delete(endings.keys().next().value!);
      }
      for (const waiter of here) {
        if (waiter.number === undefined) {
          if (ending !== undefined) waiter.found({ ending });
          continue;
        }
        const input = inputs.find(({ number }) => number === waiter.number);
        if (input !== undefined) waiter.found(answerOf(input));
        // What the end has closed is read.
        else if (ending !== undefined) look(waiter);
      }
    },
    heard(steps) {
      for (const [instance, ended] of steps)
        for (const waiter of [...(waiters.get(instance) ?? [])])
          if (waiter.number === undefined && ended) waiter.found({ ending: 'ended' });
          else if (waiter.number !== undefined) look(waiter);
    },
    lookAgain: () => all().forEach(look),
  };
}
