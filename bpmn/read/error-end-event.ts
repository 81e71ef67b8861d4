import type { ErrorEndEvent } from '../model/index.js';
import { error } from './parts/error.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const errorEndEvent: ElementReader<ErrorEndEvent> = {
  reads: 'bpmn:EndEvent/bpmn:ErrorEventDefinition',
  read: (node, { common }) => ({ type: 'errorEndEvent', ...common, ...mappings(node), error: error(node) }),
};
