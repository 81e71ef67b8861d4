import type { InputFact, InstanceState, Instant, Key, RejectionCode } from '../../bpmn/index.js';
import type { CalendarFact } from '../ports.js';
import type { Head } from './head.js';
import type { CallerStamp, SteppedInput, ToldFact } from './inputs.js';
import type { TimerBook } from './timer-book.js';

/** A command as it was accepted: what happened, when, and on whose behalf. */
export interface Command {
  readonly fact: InputFact;
  /** When it was accepted, by the product's clock. */
  readonly at: Instant;
  /** Identity of this acceptance, kept through all attempts. */
  readonly token: string;
  readonly givenBy?: string | undefined;
  readonly callers?: readonly CallerStamp[] | undefined;
}

/** What Temporal told, and when this process was told. */
export interface Told {
  readonly fact: ToldFact;
  readonly at: Instant;
}

/**
 * Result of a command in a step. `termEnded`: when a timer was due that was taken ahead of it and closed the wait that
 * it was for. A refused one gets no number and is stored nowhere.
 */
export type CommandResult =
  | { readonly result: 'applied' }
  | {
      readonly result: 'refused';
      readonly superseded: boolean;
      readonly code?: RejectionCode;
      readonly reason: string;
      readonly termEnded?: Instant;
    }
  /** It could not be stepped: a bug. */
  | { readonly result: 'failed'; readonly error: unknown }
  /** Left to the next step. */
  | { readonly result: 'later' };

/** What a step is to take. */
export interface StepRequest {
  readonly head: Head;
  readonly told: readonly Told[];
  readonly commands: readonly Command[];
  /** The product's time now. */
  readonly now: Instant;
  /** The clock is pinned: nothing will wake the instance for what is due by now, so it is taken in this step. */
  readonly pinned?: boolean | undefined;
  /** Takes at most so many inputs: one at a time finds the one that cannot be stored. */
  readonly atMost?: number | undefined;
  /** Inputs that could not be stored, by `poisonId`. */
  readonly unstorable?: ReadonlyMap<string, unknown>;
  /** Kernel commands that the whole step may lead to (`BudgetExceededError` beyond). */
  readonly budget: number;
}

/** An input that could not be stepped, with what is done again when its incident is resolved. */
export interface StepFailure {
  readonly message: string;
  readonly retry:
    | {
        readonly kind: 'input';
        readonly input: {
          readonly kind: string;
          readonly content: unknown;
          readonly message: string | null;
          readonly givenBy: string | null;
        };
      }
    | { readonly kind: 'timer'; readonly wait: Key; readonly due: Instant }
    | { readonly kind: 'activity'; readonly wait: Key };
}

/** What a step has led to; nothing of it is true before its commit. */
export interface StepResult {
  readonly state: InstanceState;
  readonly inputs: readonly SteppedInput[];
  /** One for each command of the request. */
  readonly results: readonly CommandResult[];
  readonly failures: readonly StepFailure[];
  /** Due instants of the timers that it set. */
  readonly due: TimerBook;
  readonly book: ReadonlyMap<Key, Instant>;
  readonly facts: readonly CalendarFact[];
  /** Whose rights its inputs rely on. */
  readonly callers: readonly CallerStamp[];
  /** Instant of its last input. */
  readonly at: Instant;
  /** Every input that was open in the inbox was taken. */
  readonly emptied: boolean;
  /** Nothing of the request was left to the next step. */
  readonly complete: boolean;
  /** Number that the next input gets after it. */
  readonly next: number;
  /** Kernel commands that it led to. */
  readonly work: number;
}
