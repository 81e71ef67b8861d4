import type { MessageThrowEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { work } from './parts/work.js';
import type { ElementReader } from './reader.js';

export const messageThrowEvent: ElementReader<MessageThrowEvent> = {
  reads: 'bpmn:IntermediateThrowEvent/bpmn:MessageEventDefinition',
  read: (node, { common }) => ({ type: 'messageThrowEvent', ...common, ...mappings(node), work: work(node) }),
};
