import type { Element } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

/** At least two flows, each to a catching event that nothing else leads to (BPMN 2.0.2, 10.6.6). */
export const eventBasedGateway: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'eventBasedGateway') continue;
    if (element.outgoing.length < 2) {
      yield error('event-based-gateway', element, 'An event-based gateway needs at least two outgoing flows.');
    }
    for (const id of element.events) {
      const target = definition.elements[id];
      if (target === undefined) continue;
      if (!mayFollow(target)) {
        const message = `After an event-based gateway there may only be message and timer catch events and receive tasks, not ${id}.`;
        yield error('event-based-gateway', element, message);
      } else if (target.incoming.length > 1) {
        yield error('event-based-gateway', target, 'Nothing but its event-based gateway may lead to this event.');
      }
    }
  }
};

function mayFollow(target: Element): boolean {
  if (target.type === 'receiveTask') return target.boundaryEvents.length === 0 && target.multiInstance === undefined;
  return target.type === 'messageCatchEvent' || target.type === 'timerCatchEvent';
}
