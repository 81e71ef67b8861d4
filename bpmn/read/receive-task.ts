import type { ReceiveTask } from '../model/index.js';
import { activity } from './parts/activity.js';
import { message } from './parts/message.js';
import type { ElementReader } from './reader.js';

export const receiveTask: ElementReader<ReceiveTask> = {
  reads: 'bpmn:ReceiveTask',
  read: (node, place) => ({ type: 'receiveTask', ...activity(node, place), message: message(node) }),
};
