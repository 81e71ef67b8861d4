import type { Element } from '../model/index.js';
import { isMissing } from './is-missing.js';
import { elementsOf, error, type Rule } from './rule.js';

/** What an event or activity has to refer to: a message, an error, a process, the other end of a link. */
export const missingReference: Rule = function* (definition) {
  for (const element of elementsOf(definition)) {
    const missing = missingIn(element);
    if (missing === undefined) continue;
    const [property, message] = missing;
    yield error('missing-reference', { id: element.id, property }, message);
  }
};

function missingIn(element: Element): readonly [property: string, message: string] | undefined {
  if ('message' in element && isMissing(element.message.name)) return ['Message', 'There is no message with a name.'];
  if (element.type === 'errorEndEvent' && element.error.code === undefined) {
    return ['Error', 'There is no error with a code to throw.'];
  }
  if (element.type === 'callActivity' && isMissing(element.called.processId)) {
    return ['Called element', 'It is not said which process is called.'];
  }
  if (element.type === 'linkThrowEvent' && element.target === '') {
    return ['Link name', 'There is no link catch event of this name in the same scope.'];
  }
  return undefined;
}
