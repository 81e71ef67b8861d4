import type { ParallelGateway } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

/** Forks into all flows. */
export const parallelGateway: ElementBehaviour<ParallelGateway> = {
  /** One token from each incoming flow; further ones stay parked (BPMN 13.4.1). */
  join: (_step, { incoming }, _scope, parked) => (incoming.every((flow) => parked.has(flow)) ? incoming : undefined),
  enter: (step, _element, self) => step.complete(self),
};
