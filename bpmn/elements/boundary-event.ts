import type { BoundaryEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { InvariantError } from '../kernel/state/invariant-error.js';
import { absorbAndComplete } from './activity.js';

/** All boundary events: the host holds the wait; once it happens the host ends, if it is interrupted, and a token goes on here. */
export function boundaryEvent<E extends BoundaryEvent>(): ElementBehaviour<E> {
  return {
    enter: (step, _element, self, given = {}) => absorbAndComplete(step, self, given),
    trigger(step, element, host, given) {
      if (host.scope === null) throw new InvariantError(`${element.id} is attached to a process`);
      if (element.interrupting) step.terminate(host);
      step.spawn(element.id, host.scope, { given });
    },
  };
}
