import type { FlowId, InclusiveGateway, UpstreamOf } from '../model/index.js';
import type { ElementBehaviour, Instance, Parked } from '../kernel/behaviour.js';
import { holds, noWayOn } from './conditions.js';

/** Takes every flow whose condition holds, else the default (BPMN 13.4.3). */
export const inclusiveGateway: ElementBehaviour<InclusiveGateway> = {
  /**
   * One token from each incoming flow that has one, unless a token elsewhere in the scope can still arrive on an empty
   * incoming flow and on none that has one already (BPMN 13.4.3).
   */
  join(_step, { incoming, upstream }, scope, parked) {
    const hasToken = (flow: FlowId) => (parked.get(flow) ?? 0) > 0;
    const arrived = incoming.filter(hasToken);
    const empty = incoming.filter((flow) => !hasToken(flow));
    const reaches = (flow: FlowId, token: Token) => upstream[flow]?.[token.on].includes(token.id) ?? false;
    for (const token of tokensElsewhere(scope, parked, incoming)) {
      const awaited = empty.some((flow) => reaches(flow, token)) && !arrived.some((flow) => reaches(flow, token));
      if (awaited) return undefined;
    }
    return arrived;
  },
  enter(step, { outgoing, defaultFlow }, self) {
    const chosen = outgoing.filter((flow) => flow !== defaultFlow && holds(step, flow, self));
    if (chosen.length > 0 || outgoing.length === 0) return step.complete(self, chosen);
    if (defaultFlow === undefined) throw noWayOn();
    step.complete(self, [defaultFlow]);
  },
};

/** Where a token stands. */
interface Token {
  readonly on: keyof UpstreamOf;
  readonly id: string;
}

/** The tokens of a scope that are not parked in front of the gateway itself. */
function* tokensElsewhere(scope: Instance, parked: Parked, own: readonly FlowId[]): Generator<Token> {
  for (const instance of scope.liveChildren()) yield { on: 'elements', id: instance.element.id };
  for (const [flow, tokens] of parked) if (tokens > 0 && !own.includes(flow)) yield { on: 'flows', id: flow };
}
