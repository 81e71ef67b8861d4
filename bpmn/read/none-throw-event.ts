import type { NoneThrowEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const noneThrowEvent: ElementReader<NoneThrowEvent> = {
  reads: 'bpmn:IntermediateThrowEvent',
  read: (node, { common }) => ({ type: 'noneThrowEvent', ...common, ...mappings(node) }),
};
