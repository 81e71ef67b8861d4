import type { Json, ProcessDefinition, Variables } from '../bpmn/index.js';
import type { CallerStamp } from './instances/inputs.js';

export type { CallerStamp };

/** Key of an engine entity on the API: a positive 63-bit number. */
export type EntityKey = bigint;

/** Who gives a command, and the rights that were relied on to let it in. */
export interface Actor {
  /** User name or client id; kept with a task that it completes, unseen by its process. */
  readonly name?: string | undefined;
  /** Checked by the transaction that the command takes effect in. */
  readonly rights?: readonly CallerStamp[] | undefined;
}

/** A command is stored and will take effect, but has not in time. */
export class OutcomePendingError extends Error {
  override readonly name = 'OutcomePendingError';

  /** `instance`: number of the instance that it will start. */
  constructor(readonly instance: string) {
    super('The command is stored; its outcome is not there yet');
  }
}

/** The rights that a command relied on are not those of its caller any more: they are to be read again. */
export class StaleCallerError extends Error {
  override readonly name = 'StaleCallerError';

  constructor() {
    super('The rights of the caller have changed');
  }
}

/**
 * Result of a command, told after the commit that it took effect in.
 * - `applied`: it took effect and is visible to the next read.
 * - `accepted`: it is stored under this number of this instance and will have an outcome, but not within the waiting time.
 * - `lost`: it was accepted and then overtaken (the task's boundary timer fired first, the instance ended).
 * - `failed`: it was accepted and could not be stepped; an incident of the instance holds it.
 * - `refused`: nothing was stored.
 */
export type Answer =
  | { readonly answer: 'applied' }
  | { readonly answer: 'accepted'; readonly instance: bigint; readonly input: number }
  | { readonly answer: 'failed' }
  | { readonly answer: 'lost'; readonly reason: string }
  | Refusal;

export interface Refusal {
  readonly answer: 'refused';
  readonly code: 'not-found' | 'wrong-state' | 'invalid-argument' | 'already-exists';
  readonly reason: string;
}

export type { Variables };

/** A file as uploaded. `content` is the text of the file, UTF-8. */
export interface ResourceFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A process found in the files of one deployment; unchanged ones keep their key and version. */
export interface DeployedProcess {
  readonly key: EntityKey;
  readonly processId: string;
  readonly version: number;
  readonly versionTag?: string;
  readonly name?: string;
  readonly resourceName: string;
}

export interface Deployed {
  readonly deploymentKey: EntityKey;
  readonly deployedAt: Date;
  readonly processes: readonly DeployedProcess[];
}

/** Which definition to start: by key, or by process id with a version (absent: the latest). */
export type DefinitionSelector =
  { readonly key: EntityKey } | { readonly processId: string; readonly version?: number };

export interface StartCommand {
  readonly definition: DefinitionSelector;
  readonly variables: Variables;
  /** Unique among active instances of the process when given. */
  readonly businessId?: string;
  readonly tags?: readonly string[];
  /** Its workflow runs from its start to its end. */
  readonly durable?: boolean;
}

export interface StartedInstance {
  readonly answer: 'started';
  readonly processInstanceKey: EntityKey;
  readonly definition: DeployedProcess;
  readonly tags: readonly string[];
  readonly businessId?: string;
}

/** How an awaited instance ended; `timeout` when it has not. */
export type InstanceEnding =
  { readonly status: 'completed' | 'terminated'; readonly variables: Variables } | { readonly status: 'timeout' };

export interface ActivationRequest {
  readonly type: string;
  readonly worker: string;
  /** Lock time in ms, by the time of Postgres: never product time. */
  readonly timeout: number;
  readonly maxJobs: number;
  /** Only these variables; absent or empty: all visible ones. */
  readonly fetchVariables?: readonly string[];
}

export interface ActivatedJob {
  readonly key: EntityKey;
  readonly type: string;
  readonly processInstanceKey: EntityKey;
  readonly rootProcessInstanceKey: EntityKey;
  readonly processId: string;
  readonly version: number;
  readonly definitionKey: EntityKey;
  readonly elementId: string;
  readonly elementInstanceKey: EntityKey;
  readonly headers: Readonly<Record<string, string>>;
  readonly worker: string;
  readonly retries: number;
  readonly deadline: Date;
  readonly variables: Variables;
  readonly tags: readonly string[];
  readonly businessId?: string;
}

/** `undefined` leaves a field, `null` clears it. */
export interface TaskChange {
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly dueDate?: Date | null;
  readonly followUpDate?: Date | null;
  readonly priority?: number;
}

export interface PublishCommand {
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  /** Milliseconds it stays in the buffer; 0: only to subscriptions open now. */
  readonly timeToLive: number;
  /** Unique per name and correlation key while a message with it is alive. */
  readonly messageId?: string;
}

export type Published = { readonly answer: 'published'; readonly messageKey: EntityKey } | Refusal;

/**
 * Everything the outside may ask of the engine. Commands are stepped here and answered after their commit, so that the next
 * read sees what was answered. Those with an `actor` whose rights have changed meanwhile throw `StaleCallerError`. Reads
 * go through the Prisma client of the same store.
 */
export interface Engine {
  /** Stores files and their compiled processes in one transaction. The caller has run the deploy checks. */
  deploy(files: readonly CompiledFile[], by: string | undefined): Promise<Deployed>;

  /**
   * Starts an instance; the newest version of its process where none is named. Its first step is committed when it is
   * answered.
   * @throws OutcomePendingError when the first step is left to workers and has not been taken in time
   */
  start(command: StartCommand, actor?: Actor): Promise<StartedInstance | Refusal>;
  /** Waits until an instance has ended, at most so long, or until `signal` is aborted. */
  awaitEnd(processInstanceKey: EntityKey, timeoutMs: number, signal?: AbortSignal): Promise<InstanceEnding>;
  cancel(processInstanceKey: EntityKey, actor?: Actor): Promise<Answer>;

  /** Locks open jobs of a type for a worker, oldest first; empty when there are none. */
  activateJobs(request: ActivationRequest, actor?: Actor): Promise<readonly ActivatedJob[]>;
  /** Resolves when a job of the type may have become available, or after the time. */
  jobsAvailable(type: string, timeoutMs: number, signal?: AbortSignal): Promise<void>;
  completeJob(key: EntityKey, variables: Variables, actor?: Actor): Promise<Answer>;
  /** With retries left the job goes back (after `backOffMs`); without, an incident is raised. */
  failJob(
    key: EntityKey,
    failure: {
      readonly retries: number;
      readonly message: string;
      readonly backOffMs: number;
      readonly variables: Variables;
    },
    actor?: Actor,
  ): Promise<Answer>;
  /** A BPMN error. */
  throwJobError(
    key: EntityKey,
    error: { readonly code: string; readonly message: string; readonly variables: Variables },
    actor?: Actor,
  ): Promise<Answer>;
  /** Sets retries left (more than 0), or a new lock time counted from now. */
  updateJob(
    key: EntityKey,
    change: { readonly retries?: number; readonly timeoutMs?: number },
    actor?: Actor,
  ): Promise<Answer>;

  /** `allowOverride` false: refused when somebody else has it. */
  assignTask(key: EntityKey, assignee: string, allowOverride: boolean, actor?: Actor): Promise<Answer>;
  unassignTask(key: EntityKey, actor?: Actor): Promise<Answer>;
  updateTask(key: EntityKey, change: TaskChange, actor?: Actor): Promise<Answer>;
  completeTask(key: EntityKey, variables: Variables, actor?: Actor): Promise<Answer>;

  publish(command: PublishCommand, actor?: Actor): Promise<Published>;
  /** Into the scope itself (`local`) or, each variable, to the nearest scope that has it. */
  setVariables(elementInstanceKey: EntityKey, variables: Variables, local: boolean, actor?: Actor): Promise<Answer>;
  /** Variables that an element instance sees, nearest scope first. */
  visibleVariables(elementInstanceKey: EntityKey): Promise<Readonly<Record<string, Json>> | undefined>;
  resolveIncident(key: EntityKey, actor?: Actor): Promise<Answer>;
  readonly clock: EngineClock;
}

/** The product's clock. Pinning and resetting only in test mode. */
export interface EngineClock {
  /** Every product instant comes from here. */
  now(): Promise<Date>;
  /** The instant it stands at, or null when it runs. */
  pinned(): Promise<Date | null>;
  /**
   * Moves the pinned clock; everything due on the way fires in order (due, key). Returns when no input is open and no
   * Temporal activity runs. Backwards only with no active instance.
   */
  pin(instant: Date): Promise<{ readonly answer: 'applied' } | Refusal>;
  reset(): Promise<{ readonly answer: 'applied' } | Refusal>;
}

/** A file with the compiled processes found in it. */
export interface CompiledFile {
  readonly file: ResourceFile;
  readonly processes: readonly ProcessDefinition[];
}
