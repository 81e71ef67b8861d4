import type { EventSubProcess } from '../model/index.js';
import { container } from './container.js';

/** A sub-process that its start event started; what that event brought goes to it. */
export const eventSubProcess = container<EventSubProcess>((step, element, self, given = {}) =>
  step.spawn(element.start, self, { given }),
);
