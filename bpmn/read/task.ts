import type { UndefinedTask } from '../model/index.js';
import { activity } from './parts/activity.js';
import type { ElementReader } from './reader.js';

export const task: ElementReader<UndefinedTask> = {
  reads: 'bpmn:Task',
  read: (node, place) => ({ type: 'task', ...activity(node, place) }),
};
