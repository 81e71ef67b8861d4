import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** A variable name or a path of names: no blanks, no operators, no empty parts (Camunda: variables). */
const path =
  /^[^\s.+\-*/=><?(){}[\],"'|&!%^~:;0-9][^\s.+\-*/=><?(){}[\],"'|&!%^~:;]*(?:\.[^\s.+\-*/=><?(){}[\],"'|&!%^~:;]+)*$/;

/** A mapping has a source and a target that can be a variable. */
export const variableMappings: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (!('inputs' in element)) continue;
    const mappings = [
      ...element.inputs.map((mapping) => ({ ...mapping, property: 'Input mapping' })),
      ...element.outputs.map((mapping) => ({ ...mapping, property: 'Output mapping' })),
    ];
    for (const { source, target, property } of mappings) {
      const at = { id: element.id, property };
      if (isMissing(source)) yield error('mapping-source', at, { name: target });
      if (!path.test(target)) yield error('mapping-target', at, { name: target });
    }
  }
};
