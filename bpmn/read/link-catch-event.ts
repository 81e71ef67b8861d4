import type { LinkCatchEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const linkCatchEvent: ElementReader<LinkCatchEvent> = {
  reads: 'bpmn:IntermediateCatchEvent/bpmn:LinkEventDefinition',
  read: (node, { common }) => ({ type: 'linkCatchEvent', ...common, ...mappings(node) }),
};
