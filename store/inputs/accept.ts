import type { Pool } from 'pg';
import type { InputFact } from '../../bpmn/index.js';
import type { Clock } from '../clock/clock.js';
import type { Answer, Refusal } from '../engine.js';
import type { Notices } from '../notices.js';
import type { Outcomes } from './outcomes.js';

/** What a command is about, besides its input: the row that decides whether it may be answered. */
export interface Answered {
  readonly job?: bigint;
  readonly task?: bigint;
  /** For messages to people: `job`, `user task`, `process instance` … with its key. */
  readonly what: string;
}

/** Accepts commands as inputs and waits for their outcome. */
export interface Accept {
  (instance: bigint, fact: InputFact | HostFact, about: Answered): Promise<Answer>;
  /**
   * What a statement of its own decided: the number of the input that it made, none where a row is all there is to
   * change, or a refusal like that of `accept_input`.
   */
  settle(instance: bigint, decided: Decided | undefined, about: Answered): Promise<Answer>;
}

/** What `accept_input` and functions like it answer. */
export interface Decided {
  readonly number: number | null;
  readonly refusal: string | null;
}

/** An input for the host alone: the clock was pinned, or runs again. */
export interface HostFact {
  readonly type: 'clock';
  readonly pinnedAt: number | null;
}

/** What a refusal of `accept_input` means for the caller. */
function refusalOf(code: string, what: string): Refusal {
  if (code === 'not-found') return { answer: 'refused', code: 'not-found', reason: `There is no ${what}.` };
  if (code === 'ended') {
    const ended = what.startsWith('process instance') ? what : `process instance of the ${what}`;
    return { answer: 'refused', code: 'wrong-state', reason: `The ${ended} has ended.` };
  }
  const state = code.slice('closed:'.length);
  return { answer: 'refused', code: 'wrong-state', reason: `The ${what} is ${state}.` };
}

/** Inputs get their number in the accepting transaction; the answer comes from the commit that consumed it. */
export function createAccept(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly outcomes: Outcomes;
}): Accept {
  const settle: Accept['settle'] = async (instance, decided, about) => {
    if (decided === undefined || decided.refusal !== null)
      return refusalOf(decided?.refusal ?? 'not-found', about.what);
    if (decided.number === null) return { answer: 'applied' };
    deps.notices.nudge();
    return deps.outcomes.of(instance.toString(), decided.number);
  };
  const accept = async (instance: bigint, fact: InputFact | HostFact, about: Answered): Promise<Answer> => {
    const { type, ...content } = fact;
    const at = await deps.clock.now();
    const { rows } = await deps.pool.query<Decided>({
      name: 'accept-input',
      text: 'select number, refusal from accept_input($1, $2, $3, $4, $5, $6)',
      values: [instance, type, JSON.stringify(content), at, about.job ?? null, about.task ?? null],
    });
    return settle(instance, rows[0], about);
  };
  return Object.assign(accept, { settle });
}
