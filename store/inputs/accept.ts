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

/** Accepts a command as an input and waits for its outcome. */
export type Accept = (instance: bigint, fact: InputFact | HostFact, about: Answered) => Promise<Answer>;

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
  return async (instance, fact, about) => {
    const { type, ...content } = fact;
    const at = await deps.clock.now();
    const { rows } = await deps.pool.query<{ number: number | null; refusal: string | null }>({
      name: 'accept-input',
      text: 'select number, refusal from accept_input($1, $2, $3, $4, $5, $6)',
      values: [instance, type, JSON.stringify(content), at, about.job ?? null, about.task ?? null],
    });
    const row = rows[0]!;
    if (row.number === null) return refusalOf(row.refusal ?? 'not-found', about.what);
    deps.notices.nudge();
    return deps.outcomes.of(instance.toString(), row.number);
  };
}
