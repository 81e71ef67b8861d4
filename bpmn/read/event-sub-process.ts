import type { EventSubProcess } from '../model/index.js';
import { members } from './parts/container.js';
import { mappings } from './parts/mappings.js';
import type { ElementReader } from './reader.js';

/** Without a start event `start` is empty, which the checks report. */
export const eventSubProcess: ElementReader<EventSubProcess> = {
  reads: 'bpmn:SubProcess/triggeredByEvent',
  read: (node, { common, graph }) => ({
    type: 'eventSubProcess',
    ...common,
    ...mappings(node),
    ...members(graph, common.id),
    start: graph.inside(common.id).find((located) => located.node.$type === 'bpmn:StartEvent')?.id ?? '',
  }),
};
