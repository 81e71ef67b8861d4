import type { ElementOf, ElementType } from '../model/index.js';
import { callActivity } from './call-activity.js';
import { errorBoundaryEvent } from './error-boundary-event.js';
import { errorEndEvent } from './error-end-event.js';
import { errorStartEvent } from './error-start-event.js';
import { eventBasedGateway } from './event-based-gateway.js';
import { eventSubProcess } from './event-sub-process.js';
import { exclusiveGateway } from './exclusive-gateway.js';
import { inclusiveGateway } from './inclusive-gateway.js';
import { linkCatchEvent } from './link-catch-event.js';
import { linkThrowEvent } from './link-throw-event.js';
import { manualTask } from './manual-task.js';
import { messageBoundaryEvent } from './message-boundary-event.js';
import { messageCatchEvent } from './message-catch-event.js';
import { messageEndEvent } from './message-end-event.js';
import { messageStartEvent } from './message-start-event.js';
import { messageThrowEvent } from './message-throw-event.js';
import { noneEndEvent } from './none-end-event.js';
import { noneStartEvent } from './none-start-event.js';
import { noneThrowEvent } from './none-throw-event.js';
import { parallelGateway } from './parallel-gateway.js';
import { process } from './process.js';
import { kindOf, type ElementReader } from './reader.js';
import type { BpmnNode } from './node.js';
import { receiveTask } from './receive-task.js';
import { scriptTask } from './script-task.js';
import { sendTask } from './send-task.js';
import { serviceTask } from './service-task.js';
import { subProcess } from './sub-process.js';
import { task } from './task.js';
import { terminateEndEvent } from './terminate-end-event.js';
import { timerBoundaryEvent } from './timer-boundary-event.js';
import { timerCatchEvent } from './timer-catch-event.js';
import { timerStartEvent } from './timer-start-event.js';
import { userTask } from './user-task.js';

/** One reader for every element type: leaving one out is a compile error. */
export const readers: { readonly [T in ElementType]: ElementReader<ElementOf<T>> } = {
  process,
  subProcess,
  eventSubProcess,
  callActivity,

  serviceTask,
  sendTask,
  receiveTask,
  userTask,
  scriptTask,
  manualTask,
  task,

  exclusiveGateway,
  inclusiveGateway,
  parallelGateway,
  eventBasedGateway,

  noneStartEvent,
  messageStartEvent,
  timerStartEvent,
  errorStartEvent,

  noneEndEvent,
  errorEndEvent,
  messageEndEvent,
  terminateEndEvent,

  noneThrowEvent,
  messageThrowEvent,
  linkThrowEvent,
  linkCatchEvent,
  messageCatchEvent,
  timerCatchEvent,

  messageBoundaryEvent,
  timerBoundaryEvent,
  errorBoundaryEvent,
};

const byKind: ReadonlyMap<string, ElementReader<ElementOf<ElementType>>> = new Map(
  Object.values(readers).map((reader) => [reader.reads, reader]),
);

/** The reader of a flow node or process; undefined when the engine does not run such an element. */
export function readerOf(node: BpmnNode): ElementReader<ElementOf<ElementType>> | undefined {
  const kind = kindOf(node);
  return kind === undefined ? undefined : byKind.get(kind);
}

/**
 * Whether the engine runs elements of this kind: a BPMN type, with the type of its event definition where it has one
 * (`bpmn:StartEvent/bpmn:TimerEventDefinition`), or `bpmn:SubProcess/triggeredByEvent`.
 */
export const runs = (kind: string): boolean => byKind.has(kind);
