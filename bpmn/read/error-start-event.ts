import type { ErrorStartEvent } from '../model/index.js';
import { error } from './parts/error.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const errorStartEvent: ElementReader<ErrorStartEvent> = {
  reads: 'bpmn:StartEvent/bpmn:ErrorEventDefinition',
  read: (node, { common }) => ({ type: 'errorStartEvent', ...common, ...mappings(node), error: error(node) }),
};
