import type { ProcessDefinition } from '../model/index.js';
import type { ArmedEffect, Effect, Input, JournalEntry, Outcome } from './messages.js';
import type { InstanceState } from './state/state.js';

/** The pure engine. No clock, no randomness, no I/O: time comes in with inputs, keys from the state's sequence. */
export interface Kernel {
  /** Version of its rules; every stored step names the one that took it. */
  readonly version: number;
  /** Applies one input to one instance. Same arguments, same result; `state` is never changed. Throws only on a bug. */
  step(definition: ProcessDefinition, state: InstanceState, input: Input): StepResult;
  /**
   * Opens a state for several inputs in a row; they share one copy of it, made at the first change. `budget`: internal
   * commands that all of them together may lead to; beyond it `apply` throws `BudgetExceededError`.
   */
  open(definition: ProcessDefinition, state: InstanceState, options?: { readonly budget?: number }): Session;
  /** The armed effects still owed to this instance: what a fresh host arms after continue-as-new, in key order. */
  pending(state: InstanceState): readonly ArmedEffect[];
}

/** Several inputs in a row on one instance. */
export interface Session {
  /** Applies the next input. */
  apply(input: Input): InputResult;
  /** Internal commands carried out so far. */
  readonly work: number;
  /** The state after all inputs so far: plain JSON, not touched by later inputs. */
  close(): InstanceState;
}

/** What one input led to. */
export type InputResult = Outcome & {
  /** Requests to the outside, in order. Empty when rejected or superseded. */
  readonly effects: readonly Effect[];
  /** What happened, in order. Empty when rejected or superseded. */
  readonly journal: readonly JournalEntry[];
};

export type StepResult = InputResult & { readonly state: InstanceState };
