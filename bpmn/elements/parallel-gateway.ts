import type { ParallelGateway } from '../model/index.js';
import type { ElementBehaviour } from '../kernel/behaviour.js';

/** Forks into all flows. */
export const parallelGateway: ElementBehaviour<ParallelGateway> = {
  /** One token from each incoming flow; further ones stay parked (BPMN 13.4.1). */
  join: (_step, { incoming }, _scope, parked) =>
    incoming.every((flow) => (parked.get(flow) ?? 0) > 0) ? incoming : undefined,
  /** Surplus tokens of a join that has been passed; one that never got all its tokens just waits, as in Camunda. */
  leftOver: ({ incoming }, parked) => incoming.every((flow) => parked.has(flow)),
  enter: (step, _element, self) => step.complete(self),
};
