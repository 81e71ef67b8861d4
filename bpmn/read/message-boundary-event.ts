import type { MessageBoundaryEvent } from '../model/index.js';
import { boundary } from './parts/boundary.js';
import { message } from './parts/message.js';
import { eventDefinition, type ElementReader } from './reader.js';

export const messageBoundaryEvent: ElementReader<MessageBoundaryEvent> = {
  reads: 'bpmn:BoundaryEvent/bpmn:MessageEventDefinition',
  read: (node, place) => ({
    type: 'messageBoundaryEvent',
    ...boundary(node, place),
    message: message(eventDefinition(node)),
  }),
};
