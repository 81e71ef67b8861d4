import type { TimerCatchEvent } from '../model/index.js';
import { mappings } from './parts/mappings.js';
import { timer } from './parts/timer.js';
import type { ElementReader } from './reader.js';

export const timerCatchEvent: ElementReader<TimerCatchEvent> = {
  reads: 'bpmn:IntermediateCatchEvent/bpmn:TimerEventDefinition',
  read: (node, { common }) => ({ type: 'timerCatchEvent', ...common, ...mappings(node), timer: timer(node) }),
};
