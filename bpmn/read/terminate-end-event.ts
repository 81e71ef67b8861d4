import type { TerminateEndEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const terminateEndEvent: ElementReader<TerminateEndEvent> = {
  reads: 'bpmn:EndEvent/bpmn:TerminateEventDefinition',
  read: (node, { common }) => ({ type: 'terminateEndEvent', ...common, ...mappings(node) }),
};
