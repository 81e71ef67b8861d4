import type { FlowId } from '../model/index.js';
import type { Instance, Step } from '../kernel/behaviour.js';
import { boolean } from '../kernel/variables/expecting.js';
import { Obstacle } from '../kernel/incidents/obstacle.js';
import { reason } from '../kernel/incidents/reason.js';

/** Does the condition of a flow hold? A flow without one always does. */
export function holds(step: Step, flow: FlowId, self: Instance): boolean {
  const { condition } = step.flow(flow);
  return condition === undefined || boolean(step, condition, self);
}

/** The obstacle of a gateway that finds no way on (BPMN 13.4.2, 13.4.3). */
export function noWayOn(): Obstacle {
  return new Obstacle('CONDITION_ERROR', reason('no-condition-holds', {}));
}
