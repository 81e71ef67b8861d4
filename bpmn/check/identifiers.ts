import { elementsOf, error, type Rule } from './rule.js';

/** Longer ids do not fit into the tables and into what Camunda's clients accept. */
const longestId = 255;

/** Every id is there and not too long. */
export const identifiers: Rule = function* (definition) {
  const ids = [...elementsOf(definition).map(({ id }) => id), ...Object.keys(definition.flows)];
  for (const id of ids) {
    const at = { id, property: 'ID' };
    if (id === '') yield error('missing-process-id', at);
    if (id.length > longestId) yield error('long-id', at, { most: longestId });
  }
};
