import type { EventBasedGateway } from '../model/index.js';
import type { ElementReader } from './reader.js';

export const eventBasedGateway: ElementReader<EventBasedGateway> = {
  reads: 'bpmn:EventBasedGateway',
  read: (_node, { common, graph }) => ({
    type: 'eventBasedGateway',
    ...common,
    events: graph.flows.filter((flow) => flow.source === common.id).map((flow) => flow.target),
  }),
};
