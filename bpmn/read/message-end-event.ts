import type { MessageEndEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { work } from './parts/work.js';
import type { ElementReader } from './reader.js';

export const messageEndEvent: ElementReader<MessageEndEvent> = {
  reads: 'bpmn:EndEvent/bpmn:MessageEventDefinition',
  read: (node, { common }) => ({ type: 'messageEndEvent', ...common, ...mappings(node), work: work(node) }),
};
