import { elementsOf, error, type Rule } from './rule.js';

/** Calling a version by its tag needs the tag. */
export const callActivity: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    if (element.type !== 'callActivity') continue;
    if (element.called.binding === 'versionTag' && element.called.versionTag === undefined) {
      const at = { id: element.id, property: 'Version tag' };
      yield error('missing-version-tag', at);
    }
  }
};
