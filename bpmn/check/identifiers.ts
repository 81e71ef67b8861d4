import { elementsOf, error, type Rule } from './rule.js';

/** Longer ids do not fit into the tables and into what Camunda's clients accept. */
const longestId = 255;

/** Every id is there and not too long. */
export const identifiers: Rule = function* (definition) {
  const ids = [...elementsOf(definition).map(({ id }) => id), ...Object.keys(definition.flows)];
  for (const id of ids) {
    if (id === '') yield error('missing-id', { id, property: 'ID' }, 'The process has no id.');
    if (id.length > longestId) {
      yield error('invalid-id', { id, property: 'ID' }, `The id is longer than ${longestId} characters.`);
    }
  }
};
