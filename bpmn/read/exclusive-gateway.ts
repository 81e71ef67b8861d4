import type { ExclusiveGateway } from '../model/index.js';
import { given } from './parts/given.js';
import type { ElementReader } from './reader.js';

export const exclusiveGateway: ElementReader<ExclusiveGateway> = {
  reads: 'bpmn:ExclusiveGateway',
  read: (node, { common }) => ({ type: 'exclusiveGateway', ...common, ...given({ defaultFlow: node.default?.id }) }),
};
