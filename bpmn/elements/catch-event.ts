import type { Element } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { waitFor, type Catching } from '../kernel/waits/catching.js';
import { absorbAndComplete } from './activity.js';

/** Intermediate catch events: wait, unless what they wait for has happened at the event-based gateway before them. */
export function catchEvent<E extends Catching & Element>(): ElementBehaviour<E> {
  return {
    enter(step, element, self, given) {
      if (given === undefined) step.ask(self, waitFor(step, element, self));
      else absorbAndComplete(step, self, given);
    },
    resume: (step, _element, self, answer) => absorbAndComplete(step, self, answer.variables),
  };
}
