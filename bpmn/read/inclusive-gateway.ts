import type { InclusiveGateway } from '../model/index.js';
import { omitUndefined } from './parts/omit-undefined.js';
import type { ElementReader } from './reader.js';

/** `upstream` is filled in when the whole process has been read. */
export const inclusiveGateway: ElementReader<InclusiveGateway> = {
  reads: 'bpmn:InclusiveGateway',
  read: (node, { common }) => ({
    type: 'inclusiveGateway',
    ...common,
    ...omitUndefined({ defaultFlow: node.default?.id }),
    upstream: {},
  }),
};
