import type { Element, ElementId, ProcessDefinition } from '../model/index.js';

/** Where a token may go next from an element: along its flows, out of its boundary events, over a link. */
export function successorsOf({ elements, flows }: ProcessDefinition): (element: Element) => readonly Element[] {
  const known = (ids: readonly (ElementId | undefined)[]): readonly Element[] =>
    ids.flatMap((id) => (id === undefined ? [] : (elements[id] ?? [])));
  return (element) => [
    ...known(element.outgoing.map((flow) => flows[flow]?.target)),
    ...('boundaryEvents' in element ? known(element.boundaryEvents) : []),
    ...(element.type === 'linkThrowEvent' ? known([element.target]) : []),
  ];
}
