import type { SendTask } from '../model/index.js';
import { activity } from './parts/activity.js';
import { work } from './parts/work.js';
import type { ElementReader } from './reader.js';

export const sendTask: ElementReader<SendTask> = {
  reads: 'bpmn:SendTask',
  read: (node, place) => ({ type: 'sendTask', ...activity(node, place), work: work(node) }),
};
