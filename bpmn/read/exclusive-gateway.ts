import type { ExclusiveGateway } from '../model/index.js';
import { omitUndefined } from './parts/omit-undefined.js';
import type { ElementReader } from './reader.js';

export const exclusiveGateway: ElementReader<ExclusiveGateway> = {
  reads: 'bpmn:ExclusiveGateway',
  read: (node, { common }) => ({
    type: 'exclusiveGateway',
    ...common,
    ...omitUndefined({ defaultFlow: node.default?.id }),
  }),
};
