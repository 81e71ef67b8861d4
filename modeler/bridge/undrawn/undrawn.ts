import type { ReadDiagram, ReadElement, ReadPart } from 'bpmn-moddle';

/** Data objects themselves are never drawn, only references to them. */
const isDrawable = ({ $type }: ReadElement): boolean => $type !== 'bpmn:DataObject';

const lanesIn = (set: ReadElement): readonly ReadElement[] =>
  (set.lanes ?? []).flatMap((lane) => [lane, ...(lane.childLaneSet === undefined ? [] : lanesIn(lane.childLaneSet))]);

/** What is drawn inside of a process, collaboration or sub-process. */
export const elementsIn = (container: ReadElement): readonly ReadElement[] => [
  ...(container.participants ?? []),
  ...(container.laneSets ?? []).flatMap(lanesIn),
  ...(container.flowElements ?? []).filter(isDrawable).flatMap((element) => [element, ...elementsIn(element)]),
  ...(container.artifacts ?? []),
  ...(container.messageFlows ?? []),
];

/** A shape without its rectangle or an edge without its line cannot be drawn. */
export const hasPlace = ({ bounds, waypoint = [] }: ReadPart): boolean => bounds !== undefined || waypoint.length > 1;

export const partsOf = ({ plane }: ReadDiagram): readonly ReadPart[] => plane?.planeElement ?? [];

const idsWithPlace = ({ diagrams = [] }: ReadElement): ReadonlySet<string> =>
  new Set(
    diagrams
      .flatMap(partsOf)
      .filter(hasPlace)
      .flatMap(({ bpmnElement }) => bpmnElement?.id ?? []),
  );

/**
 * Elements of a file that none of its diagrams draws: they have no place there, or are a flow of which one end has none.
 * They are kept in the file all the same.
 */
export const undrawnIn = (definitions: ReadElement): readonly ReadElement[] => {
  const placed = idsWithPlace(definitions);
  const isPlaced = (element: ReadElement | undefined): boolean =>
    element === undefined || element.id === undefined || placed.has(element.id);
  return (definitions.rootElements ?? [])
    .flatMap(elementsIn)
    .filter((element) => !isPlaced(element) || !isPlaced(element.sourceRef) || !isPlaced(element.targetRef));
};
