import type { ProcessElement } from '../model/index.js';
import { members } from './parts/container.js';
import { eventDefinitions, type ElementReader } from './reader.js';

export const process: ElementReader<ProcessElement> = {
  reads: 'bpmn:Process',
  read: (_node, { common, graph }) => ({
    type: 'process',
    ...common,
    ...members(graph, common.id),
    eventStarts: graph
      .inside(common.id)
      .filter(({ node }) => node.$type === 'bpmn:StartEvent' && eventDefinitions(node).length > 0)
      .map(({ id }) => id),
  }),
};
