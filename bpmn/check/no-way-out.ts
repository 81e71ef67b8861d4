import type { Element } from '../model/index.js';
import { elementsOf, warning, type Rule } from './rule.js';
import { successorsOf } from './successors.js';

/** An element that ends a path without an end event, or from which no end can be reached. */
export const noWayOut: Rule = function* (definition) {
  const elements = elementsOf(definition).filter(({ type }) => type !== 'process' && type !== 'eventSubProcess');
  const successors = successorsOf(definition);
  const leavable = new Set(elements.filter(endsPath));
  for (let grown = true; grown;) {
    const size = leavable.size;
    for (const element of elements) if (successors(element).some((next) => leavable.has(next))) leavable.add(element);
    grown = leavable.size > size;
  }
  for (const element of elements) {
    if (!leavable.has(element)) {
      yield warning('no-way-out', element, 'From here no end can be reached.');
    } else if (endsPath(element) && !element.type.endsWith('EndEvent') && element.type !== 'linkThrowEvent') {
      yield warning('implicit-end', element, 'The path ends here without an end event.');
    }
  }
};

const endsPath = ({ type, outgoing }: Element): boolean => outgoing.length === 0 && type !== 'linkThrowEvent';
