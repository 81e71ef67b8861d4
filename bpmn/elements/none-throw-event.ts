import type { NoneThrowEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

/** Marks that a point has been reached. */
export const noneThrowEvent: ElementBehaviour<NoneThrowEvent> = {
  enter: (step, _element, self) => step.complete(self),
};
