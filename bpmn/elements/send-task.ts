import type { SendTask } from '../model/index.js';
import { activity } from './activity.js';
import { askForWork } from './work.js';

/** Sends by having work done outside (Camunda: send tasks). */
export const sendTask = activity<SendTask>({
  begin: (step, element, self) => askForWork(step, element.work, self),
  retryable: true,
});
