import type { Pool } from 'pg';
import type { InputFact } from '../../bpmn/index.js';
import type { Clock } from '../timers/clock.js';
import { jsonbText } from './sql-json.js';
import type { Answer } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { Outcomes } from './outcomes.js';
import { noSuch, type Subject, type Words } from './words.js';

/** Accepts commands as inputs and waits for their outcome. */
export interface Accept {
  /** `by`: user name or client id of who completes a task. */
  (instance: bigint, fact: InputFact | HostFact, about: Subject, by?: string): Promise<Answer>;
  /**
   * What a statement of its own decided: the number of the input that it made, none where a row is all there is to
   * change, or a refusal like that of `accept_input`.
   */
  settle(instance: bigint, decided: Decided | undefined, about: Subject): Promise<Answer>;
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

/** Inputs get their number in the accepting transaction; the answer comes from the commit that consumed it. */
export function createAccept(deps: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly outcomes: Outcomes;
  readonly words: Words;
}): Accept {
  /** Commits and rows know keys and states; whoever asked is told what has become of the thing in its own words. */
  const told = async (answer: Answer, about: Subject): Promise<Answer> => {
    if (answer.answer === 'applied' || answer.answer === 'accepted') return answer;
    const state = await deps.words.state(about);
    if (state === undefined) return { answer: 'refused', code: 'not-found', reason: noSuch(about) };
    if (answer.answer === 'lost') return { answer: 'lost', reason: state };
    return answer.code === 'invalid-argument' ? answer : { answer: 'refused', code: 'wrong-state', reason: state };
  };
  const settle: Accept['settle'] = async (instance, decided, about) => {
    if (decided?.refusal !== null) return told({ answer: 'refused', code: 'wrong-state', reason: '' }, about);
    if (decided.number === null) return { answer: 'applied' };
    deps.notices.nudge();
    return told(await deps.outcomes.of(instance.toString(), decided.number), about);
  };
  const accept = async (instance: bigint, fact: InputFact | HostFact, about: Subject, by?: string): Promise<Answer> => {
    const { type, ...content } = fact;
    const at = await deps.clock.now();
    const { rows } = await deps.pool.query<Decided>({
      name: 'accept-input',
      text: 'select number, refusal from accept_input($1, $2, $3, $4, $5, $6, $7)',
      values: [
        instance,
        type,
        jsonbText(content),
        at,
        'job' in about ? about.job : null,
        'task' in about ? about.task : null,
        by ?? null,
      ],
    });
    return settle(instance, rows[0], about);
  };
  return Object.assign(accept, { settle });
}
