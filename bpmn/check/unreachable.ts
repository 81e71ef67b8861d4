import { successorsOf } from './successors.js';
import { elementsOf, warning, type Rule } from './rule.js';

/** An element that no token can ever reach. */
export const unreachable: Rule = function* (definition) {
  const reached = new Set<string>();
  const toVisit = elementsOf(definition).filter(
    ({ type }) => type === 'process' || type === 'eventSubProcess' || type.endsWith('StartEvent'),
  );
  const successors = successorsOf(definition);
  while (toVisit.length > 0) {
    const element = toVisit.pop();
    if (element === undefined || reached.has(element.id)) continue;
    reached.add(element.id);
    toVisit.push(...successors(element));
  }
  for (const element of elementsOf(definition)) {
    if (!reached.has(element.id)) yield warning('unreachable', { id: element.id });
  }
};
