import type { LinkThrowEvent } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

/** The token goes on at the link catch event of the same name (BPMN 10.5.5.8). */
export const linkThrowEvent: ElementBehaviour<LinkThrowEvent> = {
  enter: (step, _element, self) => step.complete(self),
  leave: (step, { target }, scope) => step.spawn(target, scope),
};
