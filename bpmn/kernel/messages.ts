import type { ElementId, ElementType, FlowId, Instant, Json } from '../model/index.js';
import type { Reason } from './incidents/reason.js';
import type {
  ActivityRequest,
  CaughtErrors,
  ChildRequest,
  IncidentType,
  JobRequest,
  Key,
  SubscriptionRequest,
  TaskRequest,
  TimerRequest,
} from './state/state.js';

export type Variables = Readonly<Record<string, Json>>;

// --- inputs: facts, in the past -----------------------------------------------------------------------------------

/** Everything that can happen to an instance from outside. `at`: when it happened, by the product's clock. */
export type Input = { readonly at: Instant } & InputFact;

export type InputFact =
  /**
   * The first input of every instance. `element`: the message or timer start event; absent: the none start event.
   * `caught`: for called processes, the errors their callers catch.
   */
  | {
      readonly type: 'start';
      readonly variables: Variables;
      readonly element?: ElementId;
      readonly caught?: CaughtErrors;
    }
  | { readonly type: 'job.completed'; readonly key: Key; readonly variables: Variables }
  /**
   * A worker could not do the job. With retries left it goes back, after `backOffMs`; without (absent: none), an incident
   * is raised. Variables become the element's own.
   */
  | {
      readonly type: 'job.failed';
      readonly key: Key;
      readonly message: string;
      readonly retries?: number;
      readonly backOffMs?: number;
      readonly variables?: Variables;
    }
  /** A BPMN error thrown by a worker. */
  | {
      readonly type: 'job.errored';
      readonly key: Key;
      readonly code: string;
      readonly message: string;
      readonly variables: Variables;
    }
  | { readonly type: 'task.completed'; readonly key: Key; readonly variables: Variables }
  /** `due`: the instant it was due; a cycle's next turn counts from it. */
  | { readonly type: 'timer.fired'; readonly key: Key; readonly due: Instant }
  /** The due instant of the timer cannot be computed (its calendar is not there). */
  | ({ readonly type: 'timer.failed'; readonly key: Key } & Reason)
  /** A message correlated to the subscription `key`. */
  | { readonly type: 'message.received'; readonly key: Key; readonly message: string; readonly variables: Variables }
  | { readonly type: 'child.completed'; readonly key: Key; readonly variables: Variables }
  /** The called process could not be started (not deployed, refused in its first step). */
  | ({ readonly type: 'child.failed'; readonly key: Key } & Reason)
  /** The called process was cancelled from outside. */
  | { readonly type: 'child.terminated'; readonly key: Key }
  /** An error end event or job error inside the called process that nothing there caught. */
  | {
      readonly type: 'child.errored';
      readonly key: Key;
      readonly code: string;
      readonly message: string;
      readonly variables: Variables;
    }
  | { readonly type: 'activity.completed'; readonly key: Key; readonly result: Variables }
  /** `code`: a BPMN error; without: an incident. */
  | ({ readonly type: 'activity.failed'; readonly key: Key; readonly code?: string } & Reason)
  /** `local`: into exactly this scope; else each variable goes to the nearest scope that has it, or the process. */
  | {
      readonly type: 'variables.set';
      readonly scope: Key;
      readonly local: boolean;
      readonly variables: Variables;
    }
  | { readonly type: 'incident.resolved'; readonly key: Key }
  | { readonly type: 'cancel' };

export type InputType = InputFact['type'];

// --- effects: requests --------------------------------------------------------------------------------------------

/**
 * What a step asks of the outside, in order. *Written* effects are carried out by the commit; *armed* ones by the
 * workflow that hosts the instance, and only these does `pending` return.
 */
export type Effect = WrittenEffect | ArmedEffect;

/** Where in the instance something belongs: its element instance and that one's element. */
export interface Owner {
  readonly instance: Key;
  readonly element: ElementId;
  /** The element that catches the answer, where it is another: a boundary event, the start of an event sub-process, an event behind a gateway. */
  readonly catches?: ElementId;
}

export type WrittenEffect =
  | { readonly type: 'job.open'; readonly key: Key; readonly owner: Owner; readonly job: JobRequest }
  | { readonly type: 'job.close'; readonly key: Key; readonly how: 'completed' | 'errored' | 'cancelled' }
  /** The job failed for good: it waits behind an incident. */
  | { readonly type: 'job.block'; readonly key: Key }
  /** It may be activated again, with so many retries left, after `backOffMs`. */
  | {
      readonly type: 'job.retry';
      readonly key: Key;
      readonly retries: number;
      readonly message: string;
      readonly backOffMs: number;
    }
  /** Its incident was resolved: it may be activated again. */
  | { readonly type: 'job.unblock'; readonly key: Key }
  | { readonly type: 'task.open'; readonly key: Key; readonly owner: Owner; readonly task: TaskRequest }
  | { readonly type: 'task.close'; readonly key: Key; readonly how: 'completed' | 'cancelled' }
  | {
      readonly type: 'subscription.open';
      readonly key: Key;
      readonly owner: Owner;
      readonly subscription: SubscriptionRequest;
    }
  | { readonly type: 'subscription.close'; readonly key: Key }
  | { readonly type: 'child.start'; readonly key: Key; readonly owner: Owner; readonly child: ChildRequest }
  | { readonly type: 'child.cancel'; readonly key: Key }
  | ({
      readonly type: 'incident.raise';
      readonly key: Key;
      readonly owner: Owner;
      readonly incident: IncidentType;
      /** The wait concerned, when there is one (a job's key on the API). */
      readonly wait?: Key;
    } & Reason)
  | { readonly type: 'incident.clear'; readonly key: Key }
  | { readonly type: 'variable.set'; readonly scope: Key; readonly name: string; readonly value: Json }
  /** The scope's variables go with it. */
  | { readonly type: 'scope.closed'; readonly scope: Key }
  /** The instance ended; seen by the parent. `errored`: an error nothing inside caught, only with a parent. */
  | { readonly type: 'ended'; readonly how: InstanceEnd };

export type InstanceEnd =
  | { readonly status: 'completed'; readonly variables: Variables }
  | { readonly status: 'terminated' }
  | { readonly status: 'errored'; readonly code: string; readonly message: string; readonly variables: Variables };

export type ArmedEffect =
  | { readonly type: 'timer.set'; readonly key: Key; readonly owner: Owner; readonly timer: TimerRequest }
  | { readonly type: 'timer.cancel'; readonly key: Key }
  | { readonly type: 'activity.start'; readonly key: Key; readonly owner: Owner; readonly activity: ActivityRequest }
  | { readonly type: 'activity.cancel'; readonly key: Key };

// --- journal: what happened ---------------------------------------------------------------------------------------

/** One line of an instance's history, in order; the instant is the input's. */
export type JournalEntry =
  /** A token arrived: the element instance exists. */
  | {
      readonly type: 'entered';
      readonly key: Key;
      readonly element: ElementId;
      readonly elementType: ElementType;
      readonly scope: Key | null;
      readonly role?: 'body' | 'iteration';
    }
  | { readonly type: 'completed'; readonly key: Key }
  | { readonly type: 'terminated'; readonly key: Key }
  | { readonly type: 'flow'; readonly flow: FlowId; readonly scope: Key }
  | { readonly type: 'incident'; readonly key: Key; readonly incident: Key }
  | { readonly type: 'resolved'; readonly key: Key; readonly incident: Key };

// --- outcomes -----------------------------------------------------------------------------------------------------

/**
 * Outcome of an input. `superseded`: what it answers was overtaken by something else, by construction harmless.
 * `rejected`: it does not fit the state; state, effects and journal are untouched.
 */
export type Outcome =
  | { readonly outcome: 'applied' }
  | { readonly outcome: 'superseded'; readonly reason: string }
  | { readonly outcome: 'rejected'; readonly code: RejectionCode; readonly reason: string };

export type RejectionCode = 'not-found' | 'wrong-state' | 'invalid-argument';
