import type { Activity } from '../model/index.js';
import type { ElementBehaviour, Instance, Step } from '../kernel/behaviour.js';
import { openBoundaryEvents } from '../kernel/waits/catching.js';
import {
  completeBody,
  completeIteration,
  enterBody,
  iterationsEnded,
  leaveIteration,
} from '../kernel/entering/multi-instance.js';
import type { Variables } from '../kernel/messages.js';

/** What is special about one kind of activity. */
export interface Work<E extends Activity> extends Pick<ElementBehaviour<E>, 'resume' | 'childrenEnded'> {
  /** Does the work, or asks the outside for it. */
  begin(step: Step, element: E, self: Instance): void;
  /** The outside can fail to do the work in a way that asking once more may fix. */
  readonly retryable?: true;
}

/**
 * What all activities share around their work: boundary events open first, multi-instance runs the work once per item,
 * what the outside brings is taken over. A receive task behind an event-based gateway has received already.
 */
export function activity<E extends Activity>(work: Work<E>): ElementBehaviour<E> {
  return {
    enter(step, element, self, given) {
      if (given !== undefined) return absorbAndComplete(step, self, given);
      if (self.role !== 'iteration') openBoundaryEvents(step, element.boundaryEvents, self);
      if (self.role === 'body' && element.multiInstance) enterBody(step, element, element.multiInstance, self);
      else work.begin(step, element, self);
    },
    resume: work.resume ?? ((step, _element, self, answer) => absorbAndComplete(step, self, answer.variables)),
    ...(work.retryable && { askAgain: (step: Step, element: E, self: Instance) => work.begin(step, element, self) }),
    childrenEnded(step, element, self) {
      if (self.role === 'body' && element.multiInstance) iterationsEnded(step, element, element.multiInstance, self);
      else if (work.childrenEnded) work.childrenEnded(step, element, self);
      else step.complete(self);
    },
    complete(step, element, self) {
      if (element.multiInstance === undefined) return;
      if (self.role === 'iteration') completeIteration(step, element.multiInstance, self);
      else completeBody(step, element.multiInstance, self);
    },
    leave(step, element, scope) {
      if (scope.role === 'body' && scope.element === element) leaveIteration(step, scope);
    },
  };
}

/** What the outside brought is taken over, and the element is left. */
export function absorbAndComplete(step: Step, self: Instance, variables: Variables): void {
  step.absorb(self, variables);
  step.complete(self);
}
