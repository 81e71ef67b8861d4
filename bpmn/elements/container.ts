import type { Container, ElementId } from '../model/index.js';
import type { ElementBehaviour, Instance, Step } from '../kernel/behaviour.js';
import { InvariantError } from '../kernel/state/invariant-error.js';

/** Lets a token come into being at the none start event of a container. */
export function beginInside(step: Step, start: ElementId | null, self: Instance): void {
  if (start === null) throw new InvariantError(`${self.element.id} has no none start event`);
  step.spawn(start, self);
}

/** Containers end by themselves when nothing is alive inside. */
export function container<E extends Container>(enter: ElementBehaviour<E>['enter']): ElementBehaviour<E> {
  return { enter, childrenEnded: (step, _element, self) => step.complete(self) };
}
