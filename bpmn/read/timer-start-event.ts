import type { TimerStartEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { interrupting } from './parts/start.js';
import { timer } from './parts/timer.js';
import type { ElementReader } from './reader.js';

export const timerStartEvent: ElementReader<TimerStartEvent> = {
  reads: 'bpmn:StartEvent/bpmn:TimerEventDefinition',
  read: (node, { common }) => ({
    type: 'timerStartEvent',
    ...common,
    ...mappings(node),
    timer: timer(node),
    interrupting: interrupting(node),
  }),
};
