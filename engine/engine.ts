import type { Json, ProcessDefinition, Variables } from '../bpmn/index.js';

/** Key of an engine entity on the API: a positive 63-bit number. */
export type EntityKey = bigint;

/**
 * What became of a command, told after the commit that consumed it.
 * - `applied`: it took effect and is visible to the next read.
 * - `accepted`: it is stored and will have an outcome, but not within the waiting time (the workflow is behind).
 * - `lost`: it was accepted and then overtaken (the task's boundary timer fired first, the instance ended).
 * - `refused`: nothing was stored.
 */
export type Answer =
  | { readonly answer: 'applied' }
  | { readonly answer: 'accepted' }
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
  /** Lock time in ms by the product's clock. */
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
 * Everything the outside may ask of the engine. Commands wait (at most 2 s) for the commit that gave them their
 * outcome, so that the next read sees what was answered. Reads go through the Prisma client of the same store.
 */
export interface Engine {
  /** Stores files and their compiled processes in one transaction. The caller has run the deploy checks. */
  deploy(files: readonly CompiledFile[], by: string | undefined): Promise<Deployed>;

  start(command: StartCommand): Promise<StartedInstance | Refusal>;
  /** Waits until an instance has ended. */
  awaitEnd(processInstanceKey: EntityKey, timeoutMs: number, signal?: AbortSignal): Promise<InstanceEnding>;
  cancel(processInstanceKey: EntityKey): Promise<Answer>;

  /** Locks open jobs of a type for a worker, oldest first; empty when there are none. */
  activateJobs(request: ActivationRequest): Promise<readonly ActivatedJob[]>;
  /** Resolves when a job of the type may have become available, or after the time. */
  jobsAvailable(type: string, timeoutMs: number, signal?: AbortSignal): Promise<void>;
  completeJob(key: EntityKey, variables: Variables): Promise<Answer>;
  /** With retries left the job goes back (after `backOffMs`); without, an incident is raised. */
  failJob(
    key: EntityKey,
    failure: {
      readonly retries: number;
      readonly message: string;
      readonly backOffMs: number;
      readonly variables: Variables;
    },
  ): Promise<Answer>;
  /** A BPMN error. */
  throwJobError(
    key: EntityKey,
    error: { readonly code: string; readonly message: string; readonly variables: Variables },
  ): Promise<Answer>;
  /** Sets retries left (more than 0), or a new lock time counted from now. */
  updateJob(key: EntityKey, change: { readonly retries?: number; readonly timeoutMs?: number }): Promise<Answer>;

  /** `allowOverride` false: refused when somebody else has it. */
  assignTask(key: EntityKey, assignee: string, allowOverride: boolean): Promise<Answer>;
  unassignTask(key: EntityKey): Promise<Answer>;
  updateTask(key: EntityKey, change: TaskChange): Promise<Answer>;
  /** `by`: user name or client id of who completes it; kept with the task, unseen by its process. */
  completeTask(key: EntityKey, variables: Variables, by?: string): Promise<Answer>;

  publish(command: PublishCommand): Promise<Published>;
  /** Into the scope itself (`local`) or, each variable, to the nearest scope that has it. */
  setVariables(elementInstanceKey: EntityKey, variables: Variables, local: boolean): Promise<Answer>;
  /** Variables that an element instance sees, nearest scope first. */
  visibleVariables(elementInstanceKey: EntityKey): Promise<Readonly<Record<string, Json>> | undefined>;
  resolveIncident(key: EntityKey): Promise<Answer>;
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
   * own activity runs. Backwards only with no active instance.
   */
  pin(instant: Date): Promise<{ readonly answer: 'applied' } | Refusal>;
  reset(): Promise<{ readonly answer: 'applied' } | Refusal>;
}

/** A file with the compiled processes found in it. */
export interface CompiledFile {
  readonly file: ResourceFile;
  readonly processes: readonly ProcessDefinition[];
}
