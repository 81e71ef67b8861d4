import type { ReceiveTask } from '../model/index.js';
import { waitFor } from '../kernel/waits/catching.js';
import { activity } from './activity.js';

/** Waits for a message. */
export const receiveTask = activity<ReceiveTask>({
  begin: (step, element, self) => step.ask(self, waitFor(step, element, self)),
});
