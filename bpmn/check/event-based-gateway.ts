import type { Element } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

/** At least two flows, each to a catching event that nothing else leads to (BPMN 2.0.2, 10.6.6). */
export const eventBasedGateway: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'eventBasedGateway') continue;
    if (element.outgoing.length < 2) yield error('event-gateway-flows', { id: element.id });
    for (const id of element.events) {
      const target = definition.elements[id];
      if (target === undefined) continue;
      if (!mayFollow(target)) yield error('event-gateway-target', { id: element.id }, { id });
      else if (target.incoming.length > 1) yield error('event-gateway-event', { id });
    }
  }
};

function mayFollow(target: Element): boolean {
  if (target.type === 'receiveTask') return target.boundaryEvents.length === 0 && target.multiInstance === undefined;
  return target.type === 'messageCatchEvent' || target.type === 'timerCatchEvent';
}
