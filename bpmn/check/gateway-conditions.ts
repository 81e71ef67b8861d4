import { elementsOf, error, type Rule } from './rule.js';

/** Every flow out of a deciding gateway is either the default flow or has a condition (BPMN 2.0.2, 10.6.2, 10.6.3). */
export const gatewayConditions: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'exclusiveGateway' && element.type !== 'inclusiveGateway') continue;
    const { defaultFlow, outgoing } = element;
    if (defaultFlow !== undefined && !outgoing.includes(defaultFlow)) {
      yield error('default-flow-elsewhere', { id: element.id, property: 'Default flow' });
    }
    for (const flow of outgoing) {
      const condition = definition.flows[flow]?.condition;
      const at = { id: flow, property: 'Condition expression' };
      if (flow !== defaultFlow && condition === undefined && outgoing.length > 1) {
        yield error('missing-condition', at);
      }
    }
  }
};
