import type { ParallelGateway } from '../model/index.js';
import type { ElementReader } from './reader.js';

export const parallelGateway: ElementReader<ParallelGateway> = {
  reads: 'bpmn:ParallelGateway',
  read: (_node, { common }) => ({ type: 'parallelGateway', ...common }),
};
