import type { ExclusiveGateway } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';
import { holds, noWayOn } from './conditions.js';

/** Takes the first flow whose condition holds, else the default (BPMN 13.4.2). Lets every token through. */
export const exclusiveGateway: ElementBehaviour<ExclusiveGateway> = {
  enter(step, { outgoing, defaultFlow }, self) {
    const chosen = outgoing.find((flow) => flow !== defaultFlow && holds(step, flow, self)) ?? defaultFlow;
    if (chosen === undefined && outgoing.length > 0) throw noWayOn();
    step.complete(self, chosen === undefined ? [] : [chosen]);
  },
};
