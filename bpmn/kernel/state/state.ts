import type { ElementId, FlowId, Instant, Json } from '../../model/index.js';

/**
 * Key of something inside one process instance: a letter and the number it was given out under, in creation order.
 * `e` element instance, `j` job, `u` user task, `t` timer, `m` message subscription, `c` child, `a` Temporal activity,
 * `i` incident. Letters keep JavaScript from sorting keys as integers. The number is the local part of the API key.
 */
export type Key = `${'e' | 'j' | 'u' | 't' | 'm' | 'c' | 'a' | 'i'}${number}`;

/** The largest number a key may have: an API key is the number of the instance and 23 bits of this. */
export const largestLocalNumber = 2 ** 23 - 1;

/** The local number of a key, for computing API keys. */
export const localNumber = (key: Key): number => Number(key.slice(1));

/**
 * Everything a process instance is between two inputs: plain JSON, the one truth. Nothing in it is derived from
 * anything else in it (no counters); `schema` names the layout. The kernel refuses every layout but its own.
 */
export interface InstanceState {
  readonly schema: 1;
  /** `created` only before the start input. `terminated`: cancelled, or ended by an uncaught error of a parent's choice. */
  readonly status: 'created' | 'active' | 'completed' | 'terminated';
  /** Number of the last key given out. */
  readonly sequence: number;
  /** Live element instances in creation order; the first is the process itself. */
  readonly instances: Readonly<Record<Key, ElementInstance>>;
  /** Tokens parked in front of joins: scope → flow → how many; 0 where the join took what was there. */
  readonly parked: Readonly<Record<Key, Readonly<Record<FlowId, number>>>>;
  /** Variables by scope. */
  readonly variables: Readonly<Record<Key, Readonly<Record<string, Json>>>>;
}

/** One live occurrence of an element. */
export interface ElementInstance {
  readonly key: Key;
  readonly element: ElementId;
  /** The element instance that contains this one; null for the process. */
  readonly scope: Key | null;
  /** `body`: the multi-instance body whose children are the `iteration`s. Absent for ordinary instances. */
  readonly role?: 'body' | 'iteration';
  /** What was asked of the outside and not yet answered or taken back; each holds the whole request. */
  readonly waits?: Readonly<Record<Key, Wait>>;
  /** What a behaviour keeps between its phases. */
  readonly memory?: Json;
  /** Why the instance cannot go on; absent when it can. */
  readonly incident?: Incident;
  /** It is being left, and its output mappings are done, but an incident stands in the way. */
  readonly outputsApplied?: true;
}

/** Camunda's error type names, plus our own for what Camunda has no name for. */
export type IncidentType =
  | 'IO_MAPPING_ERROR'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'JOB_NO_RETRIES'
  | 'ACTIVITY_FAILED'
  | 'TOKEN_LEFT_OVER'
  | 'STEP_LIMIT_EXCEEDED';

/** An obstacle that a person can remove. */
export interface Incident {
  readonly key: Key;
  readonly type: IncidentType;
  readonly message: string;
  /** What is done again when it is resolved. */
  readonly phase: 'enter' | 'complete' | 'wait';
  /** The wait concerned, in phase `wait`, when it is still open (a job without retries, a timer without due instant). */
  readonly wait?: Key;
}

/** Something asked of the outside. `for` is the element that catches the answer: a boundary event's wait belongs to its host. */
export type Wait =
  | { readonly kind: 'job'; readonly for: ElementId; readonly job: JobRequest }
  | { readonly kind: 'task'; readonly for: ElementId; readonly task: TaskRequest }
  /** `failed`: its due instant could not be computed; nothing is armed until the incident is resolved. */
  | { readonly kind: 'timer'; readonly for: ElementId; readonly timer: TimerRequest; readonly failed?: true }
  | { readonly kind: 'message'; readonly for: ElementId; readonly subscription: SubscriptionRequest }
  | { readonly kind: 'child'; readonly for: ElementId; readonly child: ChildRequest }
  | { readonly kind: 'activity'; readonly for: ElementId; readonly activity: ActivityRequest };

/** A job for an outside worker. `retries` is what it starts with; what is left lives in the store. */
export interface JobRequest {
  readonly type: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A task for a person. Dates are ISO texts with an offset and without the name of a zone; `priority` 0–100. */
export interface TaskRequest {
  readonly assignee?: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority: number;
  readonly formId?: string;
  readonly externalReference?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A timer to arm. The due instant is computed outside the kernel from `from` (the store's commit). */
export interface TimerRequest {
  readonly kind: 'date' | 'duration' | 'cycle';
  /** ISO 8601 text of the kind: instant, duration, or the interval of a cycle (`PT1H`) / a cron text. */
  readonly value: string;
  /** Instant the value counts from: when it was asked, or, for the next turn of a cycle, the previous due instant. */
  readonly from: Instant;
  /** Cycles with a start (`R3/2025-10-03T11:00:00Z/P1D`): when the first turn is due; absent from the next turn on. */
  readonly start?: string;
  /** Cycles: how often it may still fire, this time included; null = without end. */
  readonly repetitions?: number | null;
  readonly calendar?: string;
  readonly unit?: 'workingTime' | 'workingDays';
  readonly milestone?: string;
  readonly phase?: 'warning' | 'breach';
}

/** An open subscription to messages of a name and correlation key. */
export interface SubscriptionRequest {
  readonly name: string;
  readonly correlationKey: string;
  /** True: stays open after a message (non-interrupting boundary events and event sub-processes). */
  readonly repeats: boolean;
}

/** A called process. Variables are copied when it is asked for. */
export interface ChildRequest {
  readonly processId: string;
  readonly binding: 'latest' | 'deployment' | 'versionTag';
  readonly versionTag?: string;
  readonly variables: Readonly<Record<string, Json>>;
  /** Errors that something outside the child would catch. */
  readonly caught: CaughtErrors;
}

/**
 * Which error codes are caught around a called process (boundary events and event sub-processes of its callers, all the
 * way up). What is not caught stays an incident inside the child instead of ending it.
 */
export interface CaughtErrors {
  readonly all: boolean;
  readonly codes: readonly string[];
}

/** A Temporal activity run by the workflow itself. */
export interface ActivityRequest {
  readonly taskQueue: string;
  readonly activity: string;
  /** Milliseconds that one attempt may take, and how many attempts; absent: the host's defaults. */
  readonly timeout?: number;
  readonly retries?: number;
  /** Heartbeat timeout in milliseconds: an attempt without a heartbeat for so long counts as dead; absent: none is needed. */
  readonly heartbeat?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
}

/** The state before the start input. */
export const initialState: InstanceState = {
  schema: 1,
  status: 'created',
  sequence: 0,
  instances: {},
  parked: {},
  variables: {},
};
