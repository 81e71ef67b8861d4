import type { Pool, PoolClient } from 'pg';
import type { Instant, ProcessDefinition, TimerRequest } from '../bpmn/index.js';
import type { CommittedInput } from './instances/protocol.js';

/** What reads: a transaction that is open asks on its own connection, never for a second one. */
export type Reader = Pick<Pool | PoolClient, 'query'>;

/** When a timer is due, or why that cannot be told. */
export type DueDate = { readonly due: Instant } | { readonly error: string };

/** Knows the calendars that timers name. */
export interface DueDates {
  /** When these timers are due, in their order, in the calendars they name as those are now. */
  of(timers: readonly TimerRequest[], reader?: Reader): Promise<readonly DueDate[]>;
}

/** A task that a step left open and that nobody has. */
export interface UnassignedTask {
  readonly local: number;
  readonly elementId: string;
}

/** Writes beside the engine's own rows, in the transaction of the step. */
export interface Projections {
  /** What the SQL function `write_marks` takes for a step of these inputs; undefined when there is nothing to write. */
  of(
    definition: ProcessDefinition,
    inputs: readonly CommittedInput[],
    unassigned: readonly UnassignedTask[],
  ): object | undefined;
}
