import type { ElementType } from '../../../../bpmn/index.js';
import type { elementTypes } from '../../../contract/v2/element-instances.js';

type ApiElementType = (typeof elementTypes)[number];

/** What each element type of the engine is called on the API (which does not tell kinds of events apart). */
export const apiTypes: Readonly<Record<ElementType, ApiElementType>> = {
  process: 'PROCESS',
  subProcess: 'SUB_PROCESS',
  eventSubProcess: 'EVENT_SUB_PROCESS',
  callActivity: 'CALL_ACTIVITY',
  serviceTask: 'SERVICE_TASK',
  sendTask: 'SEND_TASK',
  receiveTask: 'RECEIVE_TASK',
  userTask: 'USER_TASK',
  scriptTask: 'SCRIPT_TASK',
  manualTask: 'MANUAL_TASK',
  task: 'TASK',
  exclusiveGateway: 'EXCLUSIVE_GATEWAY',
  inclusiveGateway: 'INCLUSIVE_GATEWAY',
  parallelGateway: 'PARALLEL_GATEWAY',
  eventBasedGateway: 'EVENT_BASED_GATEWAY',
  noneStartEvent: 'START_EVENT',
  messageStartEvent: 'START_EVENT',
  timerStartEvent: 'START_EVENT',
  errorStartEvent: 'START_EVENT',
  noneEndEvent: 'END_EVENT',
  errorEndEvent: 'END_EVENT',
  messageEndEvent: 'END_EVENT',
  terminateEndEvent: 'END_EVENT',
  noneThrowEvent: 'INTERMEDIATE_THROW_EVENT',
  messageThrowEvent: 'INTERMEDIATE_THROW_EVENT',
  linkThrowEvent: 'INTERMEDIATE_THROW_EVENT',
  linkCatchEvent: 'INTERMEDIATE_CATCH_EVENT',
  messageCatchEvent: 'INTERMEDIATE_CATCH_EVENT',
  timerCatchEvent: 'INTERMEDIATE_CATCH_EVENT',
  messageBoundaryEvent: 'BOUNDARY_EVENT',
  timerBoundaryEvent: 'BOUNDARY_EVENT',
  errorBoundaryEvent: 'BOUNDARY_EVENT',
};
