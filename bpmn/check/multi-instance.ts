import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A multi-instance activity runs over a collection; results need both a collection and an element (Camunda). */
export const multiInstance: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('multiInstance' in element) || element.multiInstance === undefined) continue;
    const { inputCollection, outputCollection, outputElement } = element.multiInstance;
    if (isMissing(inputCollection)) {
      const at = { id: element.id, property: 'Input collection' };
      yield error('multi-instance', at, 'The input collection is missing.');
    }
    if ((outputCollection === undefined) !== (outputElement === undefined)) {
      const property = outputCollection === undefined ? 'Output collection' : 'Output element';
      const message = 'Output collection and output element are only possible together.';
      yield error('multi-instance', { id: element.id, property }, message);
    }
  }
};
