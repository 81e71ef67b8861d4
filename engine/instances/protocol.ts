import type {
  ArmedEffect,
  Effect,
  InstanceState,
  Instant,
  JournalEntry,
  Key,
  RejectionCode,
} from '../../bpmn/index.js';

/** An input as rows and signals carry it: `kind` is the kernel input's `type` (or `clock`), `content` the rest of it. */
export interface CarriedInput {
  /** Its number in the instance's inbox; absent for what Temporal itself told (a fired timer, a finished activity). */
  readonly n?: number;
  readonly kind: string;
  readonly at: Instant;
  readonly content: Readonly<Record<string, unknown>>;
}

/** An input with what the kernel made of it. */
export interface CommittedInput extends CarriedInput {
  readonly outcome: 'applied' | 'superseded' | 'rejected';
  readonly reason?: string;
  readonly code?: RejectionCode;
  readonly effects: readonly Effect[];
  readonly journal: readonly JournalEntry[];
}

/** An own activity that was asked for. */
export type ActivityEffect = Extract<ArmedEffect, { readonly type: 'activity.start' }>;

/** What a step changes about the armed effects. */
export interface ArmedChanges {
  /** Timers and own activities that are no longer waited for. */
  readonly over: readonly Key[];
  /** Own activities newly asked for. */
  readonly asked: readonly ActivityEffect[];
}

/** One activation's work on one instance. */
export interface StepRequest {
  /** Instance number, decimal. */
  readonly instance: string;
  /** Hash of the definition. */
  readonly hash: string;
  /** The step the attempt starts from: the instance must stand there. */
  readonly base: number;
  /** Number of the last numbered input consumed, these included. */
  readonly consumed: number;
  readonly state: InstanceState;
  /** At least one. */
  readonly inputs: readonly CommittedInput[];
  readonly armed: ArmedChanges;
}

/** Asks for the head of an instance. */
export interface HeadRequest {
  readonly instance: string;
}

export type CommitRequest = StepRequest | HeadRequest;

/** Due instants of armed timers by wait key. */
export type TimerBook = Readonly<Record<Key, Instant>>;

/** Where an instance stands in Postgres. */
export interface Head {
  readonly state: InstanceState;
  readonly step: number;
  readonly consumed: number;
  readonly book: TimerBook;
  /** Where the clock stands still; null when it runs. */
  readonly pinnedAt: Instant | null;
}

/**
 * `committed`: written; `due` has the instants of timers set by it, the rest is repeated from the request: a workflow that
 * is replayed follows the answer alone, without the kernel that stepped (decision 0191). `ahead`: Postgres stood further or the head was asked
 * for, nothing was written, follow the head. `gone`: there is no such instance.
 */
export type CommitAnswer =
  | (ArmedChanges & {
      readonly kind: 'committed';
      readonly due: TimerBook;
      readonly pinnedAt: Instant | null;
      readonly consumed: number;
      readonly status: InstanceState['status'];
    })
  | { readonly kind: 'ahead'; readonly head: Head }
  | { readonly kind: 'gone' };
