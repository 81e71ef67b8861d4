import { elementsOf, error, type Rule } from './rule.js';

/** Everything that waits for a message inside an instance needs a correlation key (Camunda: messages). */
export const missingCorrelationKey: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('message' in element) || element.message.correlationKey !== undefined) continue;
    const startsProcess =
      element.type === 'messageStartEvent' && definition.elements[element.container ?? '']?.type === 'process';
    if (startsProcess) continue;
    yield error('missing-correlation-key', { id: element.id, property: 'Subscription correlation key' });
  }
};
