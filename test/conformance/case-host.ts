import type { Instant, Json, JsonObject } from '../../bpmn/index.js';

/** A file to deploy. */
export interface Model {
  readonly name: string;
  readonly text: string;
}

/** Reads a model file by the name a case gives it. */
export type ReadModel = (name: string) => Promise<Model>;

/** `unsupported`: the engine does not run an element of it; `invalid`: it is wrong. Then nothing was deployed. */
export type Deployment =
  | { readonly deployed: true }
  | { readonly deployed: false; readonly why: 'unsupported' | 'invalid'; readonly reason: string };

export type Started =
  { readonly started: true; readonly instance: string } | { readonly started: false; readonly reason: string };

/** A job that waits for a worker or behind an incident. */
export interface OpenJob {
  readonly key: string;
  readonly instance: string;
  readonly type: string;
  readonly elementId: string;
  /** Zero while it waits behind an incident. */
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the worker sees. */
  readonly variables: JsonObject;
}

export interface OpenTask {
  readonly key: string;
  readonly instance: string;
  readonly elementId: string;
  readonly assignee?: string;
  readonly candidateGroups: readonly string[];
}

export interface OpenIncident {
  readonly key: string;
  readonly instance: string;
  readonly elementId: string;
  readonly errorType: string;
}

export interface InstanceView {
  readonly id: string;
  readonly processId: string;
  readonly state: 'active' | 'completed' | 'terminated';
}

/** What happened to an element of an instance, in order. Multi-instance bodies are left out, iterations are in. */
export interface ElementEvent {
  readonly instance: string;
  readonly elementId: string;
  readonly what: 'activated' | 'completed' | 'terminated';
}

/** Everything a case can look at, once the engine has come to rest. Lists are in the order of creation. */
export interface View {
  readonly instances: readonly InstanceView[];
  readonly events: readonly ElementEvent[];
  /** Elements that are active now, as often as they are. */
  readonly active: readonly { readonly instance: string; readonly elementId: string }[];
  /** Sequence flows taken; absent where the host does not tell. */
  readonly flows?: readonly { readonly instance: string; readonly flow: string }[];
  readonly jobs: readonly OpenJob[];
  readonly tasks: readonly OpenTask[];
  readonly incidents: readonly OpenIncident[];
  /** The variables of an instance's root scope, also after its end. */
  rootVariables(instance: string): Readonly<Record<string, Json>>;
}

/**
 * An engine that runs cases, empty when it is made and with its clock stopped. Commands resolve once they are accepted
 * and reject with an `Error` that says why when they are not.
 */
export interface CaseHost {
  /** Deploys all files or none; files of another kind than the engine knows are passed over. */
  deploy(models: readonly Model[]): Promise<Deployment>;
  /** Starts the latest version at its none start event. */
  start(processId: string, variables: JsonObject): Promise<Started>;
  completeJob(key: string, variables: JsonObject): Promise<void>;
  /** @param retries what remains; at zero the job waits behind an incident */
  failJob(key: string, retries: number, message: string): Promise<void>;
  updateJobRetries(key: string, retries: number): Promise<void>;
  throwError(key: string, code: string, variables: JsonObject): Promise<void>;
  completeTask(key: string, variables: JsonObject): Promise<void>;
  publishMessage(message: {
    readonly name: string;
    readonly correlationKey: string;
    readonly variables: JsonObject;
    /** Milliseconds; zero: only for who waits now. */
    readonly timeToLive: number;
  }): Promise<void>;
  broadcastSignal(name: string, variables: JsonObject): Promise<void>;
  /** Sets variables in the scope of an instance, or of its active element of an id. */
  setVariables(
    instance: string,
    variables: JsonObject,
    at: { readonly elementId?: string; readonly local: boolean },
  ): Promise<void>;
  resolveIncident(key: string): Promise<void>;
  cancel(instance: string): Promise<void>;
  /** What the clock shows. */
  now(): Promise<Instant>;
  /** Comes to rest, then moves the clock forward; what falls due on the way happens in order. */
  advanceTo(instant: Instant): Promise<void>;
  /** Lets everything happen that is possible now. */
  settle(): Promise<View>;
  close(): Promise<void>;
}

/** Says of a command or a wait that the host does not have it: the case is not supported rather than failed. */
export class NotSupported extends Error {
  override readonly name = 'NotSupported';
}
