import type { TimerBoundaryEvent } from '../model/index.js';
import { boundary } from './parts/boundary.js';
import { timer } from './parts/timer.js';
import type { ElementReader } from './reader.js';

export const timerBoundaryEvent: ElementReader<TimerBoundaryEvent> = {
  reads: 'bpmn:BoundaryEvent/bpmn:TimerEventDefinition',
  read: (node, place) => ({ type: 'timerBoundaryEvent', ...boundary(node, place), timer: timer(node) }),
};
