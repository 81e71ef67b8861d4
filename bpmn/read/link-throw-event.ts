import type { LinkThrowEvent } from '../model/index.js';
import { linkTarget } from './parts/link.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

export const linkThrowEvent: ElementReader<LinkThrowEvent> = {
  reads: 'bpmn:IntermediateThrowEvent/bpmn:LinkEventDefinition',
  read: (node, place) => ({
    type: 'linkThrowEvent',
    ...place.common,
    ...mappings(node),
    target: linkTarget(node, place),
  }),
};
