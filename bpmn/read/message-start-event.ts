import type { MessageStartEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { message, startMessage } from './parts/message.js';
import { interrupting, startsEventSubProcess } from './parts/start.js';
import { eventDefinition, type ElementReader } from './reader.js';

export const messageStartEvent: ElementReader<MessageStartEvent> = {
  reads: 'bpmn:StartEvent/bpmn:MessageEventDefinition',
  read: (node, { common }) => {
    const messageOf = startsEventSubProcess(node) ? message : startMessage;
    return {
      type: 'messageStartEvent',
      ...common,
      ...mappings(node),
      message: messageOf(eventDefinition(node)),
      interrupting: interrupting(node),
    };
  },
};
