import type {
  Element,
  ElementId,
  ElementOf,
  ElementType,
  Expression,
  FlowId,
  Instant,
  Json,
  SequenceFlow,
} from '../model/index.js';
import type { Variables } from './messages.js';
import type { CaughtErrors, Key, Wait } from './state/state.js';

/**
 * What one kind of BPMN element does in each phase of its life. It never writes state itself: it asks the step.
 *
 * `enter`, `askAgain` and `complete` may meet an `Obstacle` (throw it, or evaluate what fails); it becomes an incident
 * and what the phase had asked for is dropped. So they evaluate first and change afterwards. The others neither
 * evaluate nor ask.
 */
export interface ElementBehaviour<E extends Element = Element> {
  /**
   * A token has arrived and input mappings have been applied. Does the element's work, or asks the outside for it and
   * waits. Runs again when an incident of entering is resolved.
   * @param given what the element waits for has already happened, with these variables: boundary events, start events
   *   and events behind an event-based gateway are entered this way.
   */
  enter(step: Step, element: E, self: Instance, given: Variables | undefined): void;
  /** Something that this instance asked for has happened. */
  resume?(step: Step, element: E, self: Instance, answer: Answer): void;
  /** Asks the outside once more, after what it had been asked for failed and the incident was resolved. */
  askAgain?(step: Step, element: E, self: Instance): void;
  /**
   * Elements that others wait for (boundary events, starts of event sub-processes): what was awaited has happened at
   * `host`, the instance that holds the wait.
   */
  trigger?(step: Step, element: E, host: Instance, given: Variables): void;
  /** Joins only: may tokens parked in front of the element enter now? Returns the flows to take one token from. */
  join?(step: Step, element: E, scope: Instance, parked: Parked): readonly FlowId[] | undefined;
  /** Joins only: everything else in the scope has ended. Are the tokens parked here left over? Absent: they are. */
  leftOver?(element: E, parked: Parked): boolean;
  /** Containers and multi-instance bodies only: nothing is left alive inside. */
  childrenEnded?(step: Step, element: E, self: Instance): void;
  /** The element is being left: output mappings have been applied, its waits are still open. */
  complete?(step: Step, element: E, self: Instance): void;
  /** The element has been left and its flows have been taken: what else follows in its scope. */
  leave?(step: Step, element: E, scope: Instance): void;
}

/** One behaviour for every element type: leaving one out is a compile error. */
export type Behaviours = { readonly [T in ElementType]: ElementBehaviour<ElementOf<T>> };

/** One live occurrence of an element, as behaviours see it. */
export interface Instance {
  readonly key: Key;
  readonly element: Element;
  /** The instance that contains this one; null for the process. */
  readonly scope: Instance | null;
  readonly role: 'body' | 'iteration' | undefined;
  /** What the behaviour remembered. */
  readonly memory: Json | undefined;
  /** How many instances live directly inside. */
  readonly childCount: number;
  /** Instances directly inside, in creation order. */
  liveChildren(): Iterable<Instance>;
}

/** What happened: for which element it was awaited, and what it brought. */
export interface Answer {
  readonly for: ElementId;
  readonly variables: Variables;
}

/** Tokens parked in front of joins, by flow. 0: the join took what was there; absent: there never was one. */
export type Parked = ReadonlyMap<FlowId, number>;

/** How a new instance comes into being, apart from its element and scope. */
export interface Spawn {
  readonly role?: 'body' | 'iteration';
  /** What it waits for has already happened. */
  readonly given?: Variables;
  /** Variables of its own, set before its input mappings. */
  readonly locals?: Variables;
  /** What it remembers from the start. */
  readonly memory?: Json;
}

/** What a behaviour may ask of the step. Nothing else: no state, no list of effects, no clock. */
export interface Step {
  /** When the input happened. */
  readonly now: Instant;
  element(id: ElementId): Element;
  flow(id: FlowId): SequenceFlow;

  /** Leaves the element: output mappings, then `flows` (all outgoing ones when absent), `given` to their targets. */
  complete(self: Instance, flows?: readonly FlowId[], given?: Variables): void;
  /** Lets an element come into being in a scope. */
  spawn(element: ElementId, scope: Instance, how?: Spawn): void;
  /** Asks the outside for something; carried out when the phase ends without an obstacle. */
  ask(self: Instance, wait: Wait): void;
  /** Ends an instance with everything inside it; what it had asked for is taken back. */
  terminate(instance: Instance): void;
  /** Ends everything in a scope except `survivor`: instances, parked tokens, tokens on their way. */
  terminateInside(scope: Instance, survivor?: Instance): void;
  /** As `terminateInside`, and no event sub-process of the scope can start any more (BPMN 13.5.4). */
  interrupt(scope: Instance): void;
  /** Throws a BPMN error from `self`; an obstacle when nothing catches it. */
  fail(self: Instance, error: ThrownError): void;
  /** The errors that something around an instance would catch. */
  caughtAround(self: Instance): CaughtErrors;
  /** Keeps something between phases. */
  remember(self: Instance, memory: Json): void;
  /** Puts one result into its place in the list that a multi-instance body remembers as `results`. */
  collect(body: Instance, index: number, result: Json): void;

  /** `self` is about to make so many instances; an obstacle when that is more than one step may make. */
  reserve(self: Instance, instances: number): void;
  /** The value of an expression with the variables visible at `at`; `more` are looked at first. */
  evaluate(expression: Expression, at: Instance, more?: Variables): Json;
  /** Sets variables of the instance itself. */
  assignLocal(self: Instance, variables: Variables): void;
  /** Each variable goes to the nearest scope that has it, `from` itself first; else to the process. */
  merge(from: Instance, variables: Variables): void;
  /** Takes over what a job, task, message or child brought: local when the element has output mappings, else merged. */
  absorb(self: Instance, variables: Variables): void;
  /** Everything visible at an instance, nearest first. */
  visible(self: Instance): Variables;
  /** The instance's own variables. */
  locals(self: Instance): Variables;
}

/** A BPMN error on its way to a catching event. */
export interface ThrownError {
  readonly code: string;
  readonly message: string;
  readonly variables: Variables;
}
