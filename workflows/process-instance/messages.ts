import type { InstanceState, Instant, ProcessDefinition } from '../../bpmn/index.js';
import type { CarriedInput, TimerBook } from '../../activities/index.js';

/** Names under which the workflow is started and signalled; nowhere else are they spelled. */
export const PROCESS_INSTANCE = 'processInstance';
/** A batch of numbered inputs, sent by the relay; known numbers are ignored. */
export const OFFERED = 'offered';
/** Task queue of the engine's workflows. */
export const ENGINE_TASK_QUEUE = 'reglament-engine';

/**
 * A definition by reference. On the wire and in history only the hash stands; the codec of the worker puts the document
 * in before workflow code sees it (worker/codec).
 */
export interface DefinitionReference {
  readonly $definition: string;
  readonly document?: ProcessDefinition;
}

/** What the workflow begins from: the start at the door, continue-as-new and migration are this one entry. */
export interface Run {
  /** Instance number, decimal. */
  readonly instance: string;
  /** Absent: the head is asked for first. */
  readonly state?: InstanceState;
  readonly host: HostState;
}

/** What the host knows besides the kernel's state. */
export interface HostState {
  /** Steps committed so far. */
  readonly base: number;
  /** Number of the last input consumed. */
  readonly consumed: number;
  /** Due instants of armed timers. */
  readonly book: TimerBook;
  /** Where the clock stands still (test mode): no timer is armed then. */
  readonly pinnedAt: Instant | null;
}

/** A batch of numbered inputs, and the number of the last input consumed when it was sent. */
export type OfferedArguments = [batch: readonly CarriedInput[], consumed: number];

/** What the workflow ends with; the truth is in Postgres. */
export interface Ended {
  readonly status: InstanceState['status'] | 'gone';
  readonly steps: number;
}

const REFUSED = 'reglament:refused-result';

/** What the codec of the worker puts in the place of an activity's result that cannot be taken. A list: no result is one. */
export const refusedResult = (reason: string): readonly [mark: string, reason: string] => [REFUSED, reason];

/** Why a result was refused; undefined when it was not. */
export const refusalOf = (result: unknown): string | undefined =>
  Array.isArray(result) && result[0] === REFUSED ? String(result[1]) : undefined;
