import type { NoneEndEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

export const noneEndEvent: ElementBehaviour<NoneEndEvent> = {
  enter: (step, _element, self) => step.complete(self),
};
