import type { NoneEndEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const noneEndEvent: ElementReader<NoneEndEvent> = {
  reads: 'bpmn:EndEvent',
  read: (node, { common }) => ({ type: 'noneEndEvent', ...common, ...mappings(node) }),
};
