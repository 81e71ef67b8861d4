import type { TerminateEndEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

/** Ends everything else in its own scope, which then completes as usual (BPMN 13.5.6). */
export const terminateEndEvent: ElementBehaviour<TerminateEndEvent> = {
  enter(step, _element, self) {
    if (self.scope) step.terminateInside(self.scope, self);
    step.complete(self);
  },
};
