import type { Element } from '../model/index.js';
import { elementsOf, error, type Rule } from './rule.js';

/** Flows stay within their scope and respect where tokens begin and end (BPMN 2.0.2, 8.4.13, 10.5). */
export const sequenceFlows: Rule = function* (definition) {
  for (const { id, source, target } of Object.values(definition.flows)) {
    const from = definition.elements[source];
    const to = definition.elements[target];
    if (from !== undefined && to !== undefined && from.container !== to.container)
      yield error('flow-across-scopes', { id });
  }
  for (const element of elementsOf(definition)) {
    const { id, incoming, outgoing } = element;
    if (incoming.length > 0 && !mayBeEntered(element)) yield error('flow-into-event', { id });
    if (outgoing.length > 0 && !mayBeLeft(element)) yield error('flow-out-of-event', { id });
  }
};

const mayBeEntered = ({ type }: Element): boolean =>
  !type.endsWith('StartEvent') && !type.endsWith('BoundaryEvent') && type !== 'linkCatchEvent';

const mayBeLeft = ({ type }: Element): boolean => !type.endsWith('EndEvent') && type !== 'linkThrowEvent';
