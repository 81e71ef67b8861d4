import type { ServiceTask } from '../model/index.js';
import { activity } from './parts/activity.js';
import { work } from './parts/work.js';
import type { ElementReader } from './reader.js';

export const serviceTask: ElementReader<ServiceTask> = {
  reads: 'bpmn:ServiceTask',
  read: (node, place) => ({ type: 'serviceTask', ...activity(node, place), work: work(node) }),
};
