import type { NoneStartEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const noneStartEvent: ElementReader<NoneStartEvent> = {
  reads: 'bpmn:StartEvent',
  read: (node, { common }) => ({ type: 'noneStartEvent', ...common, ...mappings(node) }),
};
