/** Names under which the workflow is started and signalled; nowhere else are they spelled. */
export const PROCESS_INSTANCE = 'processInstance2';
/** Something has moved in the instance: it is to be looked at. */
export const MOVED = 'moved';
/** What the workflow knows, for an operator. */
export const OVERVIEW = 'overview';
/** Task queue of the engine's workflows. */
export const ENGINE_TASK_QUEUE = 'reglament-engine';

/** From how many events of its history on a workflow continues as new. */
export interface HistoryLimits {
  /** As soon as nothing was told meanwhile and no activity runs. */
  readonly long: number;
  /** Whatever was told is carried over, and open activities run again. */
  readonly longest: number;
}

/** Answer of the query `overview`. */
export interface Overview {
  readonly instance: string;
  readonly details: string;
  /** Waits of the activities that run. */
  readonly activities: readonly string[];
  /** When its timer fires, ISO 8601; null: none is set. */
  readonly timer: string | null;
}

const REFUSED = 'reglament:refused-result';

/** What the codec of the worker puts in the place of an activity's result that cannot be taken. A list: no result is one. */
export const refusedResult = (reason: string): readonly [mark: string, reason: string] => [REFUSED, reason];

/** Why a result was refused; undefined when it was not. */
export const refusalOf = (result: unknown): string | undefined =>
  Array.isArray(result) && result[0] === REFUSED ? String(result[1]) : undefined;
