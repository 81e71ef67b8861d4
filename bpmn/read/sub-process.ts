import type { SubProcess } from '../model/index.js';
import { activity } from './parts/activity.js';
import { members } from './parts/container.js';
import type { ElementReader } from './reader.js';

export const subProcess: ElementReader<SubProcess> = {
  reads: 'bpmn:SubProcess',
  read: (node, place) => ({ type: 'subProcess', ...activity(node, place), ...members(place.graph, place.common.id) }),
};
