import type { Element } from '../model/index.js';
import { elementsOf, warning, type Rule } from './rule.js';
import { successorsOf } from './successors.js';

/** An element that ends a path without an end event, or from which no end can be reached. */
export const noWayOut: Rule = function* (definition) {
  const elements = elementsOf(definition).filter(({ type }) => type !== 'process' && type !== 'eventSubProcess');
  const successors = successorsOf(definition);
  const predecessors = new Map<Element, Element[]>(elements.map((element) => [element, []]));
  for (const element of elements) for (const next of successors(element)) predecessors.get(next)?.push(element);

  const leavable = new Set<Element>();
  const toVisit = elements.filter(endsPath);
  for (let element = toVisit.pop(); element !== undefined; element = toVisit.pop()) {
    if (leavable.has(element)) continue;
    leavable.add(element);
    toVisit.push(...(predecessors.get(element) ?? []));
  }
  for (const element of elements) {
    const { id, type } = element;
    if (!leavable.has(element)) yield warning('no-way-out', { id });
    else if (endsPath(element) && !type.endsWith('EndEvent')) yield warning('implicit-end', { id });
  }
};

const endsPath = ({ type, outgoing }: Element): boolean => outgoing.length === 0 && type !== 'linkThrowEvent';
