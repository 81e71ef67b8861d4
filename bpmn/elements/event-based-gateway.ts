import type { EventBasedGateway } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { isCatching, waitFor } from '../kernel/waits/catching.js';

/** Waits for all events behind it; the first to happen gets the token (BPMN 13.4.4). */
export const eventBasedGateway: ElementBehaviour<EventBasedGateway> = {
  enter(step, { events }, self) {
    for (const id of events) {
      const event = step.element(id);
      if (isCatching(event)) step.ask(self, waitFor(step, event, self));
    }
  },
  resume(step, { outgoing }, self, answer) {
    const chosen = outgoing.filter((flow) => step.flow(flow).target === answer.for);
    step.complete(self, chosen, answer.variables);
  },
};
