import type { MessageCatchEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { message } from './parts/message.js';
import { eventDefinition, type ElementReader } from './reader.js';

export const messageCatchEvent: ElementReader<MessageCatchEvent> = {
  reads: 'bpmn:IntermediateCatchEvent/bpmn:MessageEventDefinition',
  read: (node, { common }) => ({
    type: 'messageCatchEvent',
    ...common,
    ...mappings(node),
    message: message(eventDefinition(node)),
  }),
};
