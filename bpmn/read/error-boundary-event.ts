import type { ErrorBoundaryEvent } from '../model/index.js';
import { boundary } from './parts/boundary.js';
import { error } from './parts/error.js';
import type { ElementReader } from './reader.js';

export const errorBoundaryEvent: ElementReader<ErrorBoundaryEvent> = {
  reads: 'bpmn:BoundaryEvent/bpmn:ErrorEventDefinition',
  read: (node, place) => ({ type: 'errorBoundaryEvent', ...boundary(node, place), error: error(node) }),
};
