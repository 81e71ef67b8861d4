import type { Pool, PoolClient } from 'pg';
import type { Instant, ProcessDefinition, Reason, TimerRequest } from '../bpmn/index.js';
import type { SteppedInput } from './instances/inputs.js';

/** What reads: a transaction that is open asks on its own connection, never for a second one. */
export type Reader = Pick<Pool | PoolClient, 'query'>;

/** A calendar as it was when a due instant was computed; revision 0: there was none of that code. */
export interface CalendarFact {
  readonly calendar: string;
  readonly revision: number;
}

/** When a timer is due, or why that cannot be told (`error` is its text), and what this rests on. */
export type DueDate = (
  { readonly due: Instant } | ({ readonly error: string } & Pick<Reason, 'rule' | 'parameters'>)
) & {
  readonly facts: readonly CalendarFact[];
};

/** Calendars have to be read before a timer's due instant can be computed. */
export class FactsMissingError extends Error {
  override readonly name = 'FactsMissingError';

  constructor(readonly calendars: readonly string[]) {
    super(`calendars not read yet: ${calendars.join(', ')}`);
  }
}

/**
 * Port to the service desk: computes due instants of timers. It works on facts that this process remembers; whether they
 * still hold is checked by the commit that relies on them.
 */
export interface DueDates {
  /**
   * When a timer is due. `after`: a repeating timer whose turns up to that instant were missed goes on at the first one
   * after it.
   * @throws FactsMissingError when `read` has to be called first
   */
  of(timer: TimerRequest, after?: Instant): DueDate;
  /** Reads calendars anew. */
  read(calendars: readonly string[]): Promise<void>;
  /** Reads everything anew that this process remembers: some of it has changed. */
  reread(): Promise<void>;
  /** When a timer is due by the calendars that a transaction sees; nothing of it is remembered. */
  within(reader: Reader, timer: TimerRequest, after?: Instant): Promise<DueDate>;
}

/** A task that a step left open and that nobody has. */
export interface UnassignedTask {
  readonly local: number;
  readonly elementId: string;
}

/** Port to the service desk: rows that it writes beside the engine's own, in the transaction of the step. */
export interface Projections {
  /** What the SQL function `write_marks` takes for a step of these inputs; undefined when there is nothing to write. */
  of(
    definition: ProcessDefinition,
    inputs: readonly SteppedInput[],
    unassigned: readonly UnassignedTask[],
  ): object | undefined;
}
