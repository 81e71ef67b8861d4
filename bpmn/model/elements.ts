import type { Expression } from './expression.js';

/** The BPMN `id` of an element. Unique in a definition; never changes meaning between versions. */
export type ElementId = string;
/** The BPMN `id` of a sequence flow. */
export type FlowId = string;

/** `zeebe:input` / `zeebe:output`: evaluates `source` and writes it to `target` (a name or a path `a.b`). */
export interface VariableMapping {
  readonly source: Expression;
  readonly target: string;
}

/** What the `reglament:` extension says about an element (design: BPMN dialect). Data for the outside, never for the kernel. */
export interface ReglamentProperties {
  readonly clause?: string;
  readonly status?: string;
  /** Of a user task: the status while it is assigned. */
  readonly assignedStatus?: string;
  /** Of a user task: the assignee of the last task of this element in the instance gets the next one. */
  readonly keepsAssignee?: true;
  readonly milestoneStart?: string;
  readonly milestoneMet?: string;
  readonly action?: { readonly label: string; readonly roles: readonly string[]; readonly form?: string };
}

/** The members every element has besides its type. */
export interface ElementMembers {
  readonly id: ElementId;
  readonly name?: string;
  /** The process, sub-process or event sub-process that contains the element; the process itself has none. */
  readonly container: ElementId | null;
  readonly incoming: readonly FlowId[];
  readonly outgoing: readonly FlowId[];
  readonly reglament?: ReglamentProperties;
}

interface ElementCommon<Type extends string> extends ElementMembers {
  readonly type: Type;
}

/** Elements with `zeebe:ioMapping`. Empty lists where nothing is mapped. */
interface Mapped {
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
}

/** What all activities share: mappings, attached boundary events, multi-instance. */
interface ActivityCommon<Type extends string> extends ElementCommon<Type>, Mapped {
  readonly boundaryEvents: readonly ElementId[];
  readonly multiInstance?: MultiInstance;
}

/** What contains flow elements. */
interface ContainerMembers {
  /** The none start event, if there is one. */
  readonly noneStart: ElementId | null;
  readonly eventSubProcesses: readonly ElementId[];
}

/** `zeebe:loopCharacteristics` (BPMN 10.2.8). */
export interface MultiInstance {
  readonly sequential: boolean;
  readonly inputCollection: Expression;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  readonly completionCondition?: Expression;
}

/** `zeebe:taskDefinition` with headers: work for an outside job worker. */
export interface JobSpecification {
  readonly kind: 'job';
  readonly jobType: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

/** `reglament:temporalActivity`: work for a Temporal activity on a task queue, in any language. */
export interface TemporalActivitySpecification {
  readonly kind: 'activity';
  readonly taskQueue: string;
  readonly activity: string;
  /** Milliseconds that one attempt may take; absent: the host's default. */
  readonly timeout?: number;
  /** Heartbeat timeout in milliseconds: an attempt without a heartbeat for so long counts as dead; absent: none is needed. */
  readonly heartbeat?: number;
  /** Attempts before an incident is raised; absent: the host's default. */
  readonly retries?: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** How the work of a task gets done outside. */
export type WorkSpecification = JobSpecification | TemporalActivitySpecification;

/** A timer definition: exactly one of the three kinds of BPMN 10.5.5.5 (date, duration, cycle). */
export interface TimerDefinition {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly value: Expression;
  /** Calendar in whose working time a duration counts (id or FEEL); absent: elapsed time. */
  readonly calendar?: Expression;
  /** Unit the duration counts in when a calendar is set. */
  readonly unit?: 'workingTime' | 'workingDays';
  readonly milestone?: string;
  readonly phase?: 'warning' | 'breach';
  /** Clause of the regulation that the timer carries out. Data for the outside, as on flows and elements. */
  readonly clause?: string;
}

/** A message reference with the correlation key of `zeebe:subscription`; start events of a process have no key. */
export interface MessageDefinition {
  readonly name: Expression;
  readonly correlationKey?: Expression;
}

/** An error reference. Absent code: catches every error (catching) – throwing events always have one. */
export interface ErrorDefinition {
  readonly code?: Expression;
  readonly codeVariable?: string;
  readonly messageVariable?: string;
}

/** `zeebe:assignmentDefinition`, `zeebe:taskSchedule`, `zeebe:priorityDefinition`, `zeebe:formDefinition`. */
export interface UserTaskSpecification {
  readonly assignee?: Expression;
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly priority?: Expression;
  readonly formId?: string;
  readonly externalReference?: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

/** `zeebe:calledElement`. */
export interface CalledElement {
  readonly processId: Expression;
  readonly binding: 'latest' | 'deployment' | 'versionTag';
  readonly versionTag?: string;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

// --- containers -------------------------------------------------------------------------------------------------
/** The process itself: the outermost container. */
export interface ProcessElement extends ElementCommon<'process'>, ContainerMembers {
  /** Message and timer start events of the process. */
  readonly eventStarts: readonly ElementId[];
}
export interface SubProcess extends ActivityCommon<'subProcess'>, ContainerMembers {}
/** A sub-process with `triggeredByEvent`. */
export interface EventSubProcess extends ElementCommon<'eventSubProcess'>, Mapped, ContainerMembers {
  /** Its single start event: message, timer or error. */
  readonly start: ElementId;
}
export interface CallActivity extends ActivityCommon<'callActivity'> {
  readonly called: CalledElement;
}

// --- tasks ------------------------------------------------------------------------------------------------------
export interface ServiceTask extends ActivityCommon<'serviceTask'> {
  readonly work: WorkSpecification;
}
export interface SendTask extends ActivityCommon<'sendTask'> {
  readonly work: WorkSpecification;
}
export interface ReceiveTask extends ActivityCommon<'receiveTask'> {
  readonly message: MessageDefinition;
}
export interface UserTask extends ActivityCommon<'userTask'> {
  readonly task: UserTaskSpecification;
}
/** `zeebe:script` (FEEL with a result variable) or a job worker. */
export interface ScriptTask extends ActivityCommon<'scriptTask'> {
  readonly script: { readonly expression: Expression; readonly resultVariable: string } | WorkSpecification;
}
export interface ManualTask extends ActivityCommon<'manualTask'> {}
/** BPMN's abstract task: passes through. */
export interface UndefinedTask extends ActivityCommon<'task'> {}

// --- gateways ---------------------------------------------------------------------------------------------------
export interface ExclusiveGateway extends ElementCommon<'exclusiveGateway'> {
  readonly defaultFlow?: FlowId;
}
export interface InclusiveGateway extends ElementCommon<'inclusiveGateway'> {
  readonly defaultFlow?: FlowId;
  /**
   * For each incoming flow: the flows from which it can be reached without passing the gateway (BPMN 13.4.3).
   * Computed by the reader, so that the join asks tables and never walks the graph.
   */
  readonly upstream: Readonly<Record<FlowId, UpstreamOf>>;
}
/** Where a token may stand that can still arrive on a flow, without passing the join itself. */
export interface UpstreamOf {
  readonly flows: readonly FlowId[];
  readonly elements: readonly ElementId[];
}
export interface ParallelGateway extends ElementCommon<'parallelGateway'> {}
export interface EventBasedGateway extends ElementCommon<'eventBasedGateway'> {
  /** The catching events (or receive tasks) behind its outgoing flows, in the order of the flows. */
  readonly events: readonly ElementId[];
}

// --- start events -----------------------------------------------------------------------------------------------
export interface NoneStartEvent extends ElementCommon<'noneStartEvent'>, Mapped {}
export interface MessageStartEvent extends ElementCommon<'messageStartEvent'>, Mapped {
  readonly message: MessageDefinition;
  /** Start of an event sub-process: does it interrupt its scope? Always true for a process start. */
  readonly interrupting: boolean;
}
export interface TimerStartEvent extends ElementCommon<'timerStartEvent'>, Mapped {
  readonly timer: TimerDefinition;
  readonly interrupting: boolean;
}
/** Only as the start of an event sub-process; always interrupting. */
export interface ErrorStartEvent extends ElementCommon<'errorStartEvent'>, Mapped {
  readonly error: ErrorDefinition;
}

// --- end events -------------------------------------------------------------------------------------------------
export interface NoneEndEvent extends ElementCommon<'noneEndEvent'>, Mapped {}
export interface ErrorEndEvent extends ElementCommon<'errorEndEvent'>, Mapped {
  readonly error: ErrorDefinition;
}
/** Throws by a job (Zeebe: the worker sends the message). */
export interface MessageEndEvent extends ElementCommon<'messageEndEvent'>, Mapped {
  readonly work: WorkSpecification;
}
export interface TerminateEndEvent extends ElementCommon<'terminateEndEvent'>, Mapped {}

// --- intermediate events ----------------------------------------------------------------------------------------
export interface NoneThrowEvent extends ElementCommon<'noneThrowEvent'>, Mapped {}
export interface MessageThrowEvent extends ElementCommon<'messageThrowEvent'>, Mapped {
  readonly work: WorkSpecification;
}
export interface LinkThrowEvent extends ElementCommon<'linkThrowEvent'>, Mapped {
  /** The link catch event of the same name in the same container. */
  readonly target: ElementId;
}
export interface LinkCatchEvent extends ElementCommon<'linkCatchEvent'>, Mapped {}
export interface MessageCatchEvent extends ElementCommon<'messageCatchEvent'>, Mapped {
  readonly message: MessageDefinition;
}
export interface TimerCatchEvent extends ElementCommon<'timerCatchEvent'>, Mapped {
  readonly timer: TimerDefinition;
}

// --- boundary events --------------------------------------------------------------------------------------------
interface BoundaryCommon<Type extends string> extends ElementCommon<Type>, Mapped {
  readonly attachedTo: ElementId;
  readonly interrupting: boolean;
}
export interface MessageBoundaryEvent extends BoundaryCommon<'messageBoundaryEvent'> {
  readonly message: MessageDefinition;
}
export interface TimerBoundaryEvent extends BoundaryCommon<'timerBoundaryEvent'> {
  readonly timer: TimerDefinition;
}
export interface ErrorBoundaryEvent extends BoundaryCommon<'errorBoundaryEvent'> {
  readonly error: ErrorDefinition;
}

/**
 * Every element the engine runs. A new element is a member here; the compiler then asks for its reader and behaviour.
 * Still to come (refused at deployment until then): business rule task, ad-hoc sub-process, transaction, complex
 * gateway; signal, escalation, compensation, conditional, cancel, multiple and parallel multiple events; standard loop.
 */
export type Element =
  | ProcessElement
  | SubProcess
  | EventSubProcess
  | CallActivity
  | ServiceTask
  | SendTask
  | ReceiveTask
  | UserTask
  | ScriptTask
  | ManualTask
  | UndefinedTask
  | ExclusiveGateway
  | InclusiveGateway
  | ParallelGateway
  | EventBasedGateway
  | NoneStartEvent
  | MessageStartEvent
  | TimerStartEvent
  | ErrorStartEvent
  | NoneEndEvent
  | ErrorEndEvent
  | MessageEndEvent
  | TerminateEndEvent
  | NoneThrowEvent
  | MessageThrowEvent
  | LinkThrowEvent
  | LinkCatchEvent
  | MessageCatchEvent
  | TimerCatchEvent
  | MessageBoundaryEvent
  | TimerBoundaryEvent
  | ErrorBoundaryEvent;

export type ElementType = Element['type'];
export type ElementOf<T extends ElementType> = Extract<Element, { readonly type: T }>;
export type Activity = Extract<Element, { readonly boundaryEvents: readonly ElementId[] }>;
export type Container = ProcessElement | SubProcess | EventSubProcess;
export type BoundaryEvent = Extract<Element, { readonly attachedTo: ElementId }>;

/** A sequence flow. `condition` only where a gateway's outgoing flow carries one. */
export interface SequenceFlow {
  readonly id: FlowId;
  readonly source: ElementId;
  readonly target: ElementId;
  readonly condition?: Expression;
  /** Clause of the regulation that the flow carries out. */
  readonly clause?: string;
}
