import type { Element } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** What an event or activity has to refer to: a message, an error, a process, the other end of a link. */
export const missingReference: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const missing = missingIn(element);
    if (missing === undefined) continue;
    const [property, rule] = missing;
    yield error(rule, { id: element.id, property });
  }
};

type MissingReference = 'missing-message' | 'missing-error' | 'missing-called-process' | 'missing-link-target';

function missingIn(element: Element): readonly [property: string, rule: MissingReference] | undefined {
  if ('message' in element && isMissing(element.message.name)) return ['Message', 'missing-message'];
  if (element.type === 'errorEndEvent' && element.error.code === undefined) return ['Error', 'missing-error'];
  if (element.type === 'callActivity' && isMissing(element.called.processId))
    return ['Called element', 'missing-called-process'];
  if (element.type === 'linkThrowEvent' && element.target === '') return ['Link name', 'missing-link-target'];
  return undefined;
}
