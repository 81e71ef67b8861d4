import type { ManualTask } from '../model/index.js';
import { activity } from './parts/activity.js';
import type { ElementReader } from './reader.js';

export const manualTask: ElementReader<ManualTask> = {
  reads: 'bpmn:ManualTask',
  read: (node, place) => ({ type: 'manualTask', ...activity(node, place) }),
};
