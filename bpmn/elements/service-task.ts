import type { ServiceTask } from '../model/index.js';
import { activity } from './activity.js';
import { askForWork } from './work.js';

/** Work done outside. */
export const serviceTask = activity<ServiceTask>({
  begin: (step, element, self) => askForWork(step, element.work, self),
  retryable: true,
});
