import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A multi-instance activity runs over a collection; results need both a collection and an element (Camunda). */
export const multiInstance: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('multiInstance' in element) || element.multiInstance === undefined) continue;
    const { inputCollection, outputCollection, outputElement } = element.multiInstance;
    if (isMissing(inputCollection))
      yield error('missing-input-collection', { id: element.id, property: 'Input collection' });
    if ((outputCollection === undefined) !== (outputElement === undefined)) {
      const property = outputCollection === undefined ? 'Output collection' : 'Output element';
      yield error('multi-instance-output', { id: element.id, property });
    }
  }
};
