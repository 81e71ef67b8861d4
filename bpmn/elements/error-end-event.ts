import type { ErrorEndEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { text } from '../kernel/variables/expecting.js';
import { InvariantError } from '../kernel/state/invariant-error.js';

/** Throws a BPMN error; what catches it ends the scope that this event is in (BPMN 10.5.6). */
export const errorEndEvent: ElementBehaviour<ErrorEndEvent> = {
  enter(step, { id, error }, self) {
    if (error.code === undefined) throw new InvariantError(`${id} throws an error without a code`);
    step.fail(self, { code: text(step, error.code, self), message: '', variables: {} });
  },
};
