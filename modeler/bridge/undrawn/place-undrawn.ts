import {
  BpmnModdle,
  type ReadBounds,
  type ReadDiagram,
  type ReadElement,
  type ReadPart,
  type ReadPoint,
} from 'bpmn-moddle';
import { layOut } from '../lay-out.js';
import { elementsIn, hasPlace, partsOf, undrawnIn } from './undrawn.js';

/** Room between what was drawn and what is placed below it, in px. */
const GAP = 60;

type Parts = ReadonlyMap<string, ReadPart>;

const isProcess = ({ $type }: ReadElement): boolean => $type === 'bpmn:Process';

const partsById = (diagrams: readonly ReadDiagram[]): Parts =>
  new Map(
    diagrams
      .flatMap(partsOf)
      .filter(hasPlace)
      .flatMap((part) => (part.bpmnElement?.id === undefined ? [] : [[part.bpmnElement.id, part] as const])),
  );

/** Where everything would stand if nothing of the process had been drawn. */
const layoutOf = async (xml: string, process: string): Promise<Parts> => {
  const moddle = new BpmnModdle({});
  const { rootElement: definitions } = await moddle.fromXML(xml);
  definitions.rootElements = (definitions.rootElements ?? []).filter(
    (element) => element.$type !== 'bpmn:Collaboration' && (!isProcess(element) || element.id === process),
  );
  definitions.diagrams = [];
  const laidOut = await layOut((await moddle.toXML(definitions)).xml);
  return partsById((await moddle.fromXML(laidOut)).rootElement.diagrams ?? []);
};

const shows = ({ plane }: ReadDiagram, process: ReadElement): boolean => {
  const shown = plane?.bpmnElement;
  return shown === process || (shown?.participants ?? []).some(({ processRef }) => processRef === process);
};

const boundsIn = (parts: Iterable<ReadPart>): readonly ReadBounds[] => [...parts].flatMap(({ bounds }) => bounds ?? []);

/** How far the new shapes are moved, so that they stand below the old ones. */
const shiftOf = (added: readonly ReadBounds[], old: readonly ReadBounds[]): ReadPoint => {
  if (old.length === 0 || added.length === 0) return { x: 0, y: 0 };
  return {
    x: Math.min(...old.map(({ x }) => x)) - Math.min(...added.map(({ x }) => x)),
    y: Math.max(...old.map(({ y, height }) => y + height)) + GAP - Math.min(...added.map(({ y }) => y)),
  };
};

/** A line with right angles from the right side of a shape to the left side of another. */
const lineBetween = (from: ReadBounds, to: ReadBounds): readonly ReadPoint[] => {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  if (start.y === end.y) return [start, end];
  const middle = Math.round((start.x + end.x) / 2);
  return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
};

/** Places what is missing of one process. */
const placeIn = (
  moddle: BpmnModdle,
  definitions: ReadElement,
  process: ReadElement,
  missing: readonly ReadElement[],
  layout: Parts,
): void => {
  const diagrams = definitions.diagrams ?? [];
  let diagram = diagrams.find((one) => shows(one, process));
  if (diagram === undefined) {
    const plane = moddle.create('bpmndi:BPMNPlane', {
      id: `Plane_${process.id}`,
      bpmnElement: process,
      planeElement: [],
    });
    diagram = moddle.create<ReadDiagram>('bpmndi:BPMNDiagram', { id: `Diagram_${process.id}`, plane });
    definitions.diagrams = [...diagrams, diagram];
  }
  const { plane } = diagram;
  if (plane === undefined) return;
  const old = boundsIn(partsOf(diagram));
  const laidOut = (element: ReadElement): ReadPart | undefined => layout.get(element.id ?? '');
  const nodes = missing.filter((element) => laidOut(element)?.bounds !== undefined);
  const shift = shiftOf(boundsIn(nodes.flatMap((node) => laidOut(node) ?? [])), old);
  const moved = <At extends ReadPoint>(at: At): At => ({ ...at, x: at.x + shift.x, y: at.y + shift.y });
  const places = new Map([...partsById(definitions.diagrams ?? [])].map(([id, { bounds }]) => [id, bounds]));

  const put = (element: ReadElement, type: string, place: Partial<ReadPart>): void => {
    const existing = partsOf(diagram).find(({ bpmnElement }) => bpmnElement === element);
    if (existing !== undefined) {
      Object.assign(existing, place);
      return;
    }
    const part = moddle.create<ReadPart>(type, { id: `${element.id}_di`, bpmnElement: element, ...place });
    plane.planeElement = [...(plane.planeElement ?? []), part];
  };
  for (const node of nodes) {
    const part = laidOut(node);
    if (part?.bounds === undefined) continue;
    const { x, y } = moved(part.bounds);
    const { width, height } = part.bounds;
    places.set(node.id ?? '', { x, y, width, height });
    const expanded = part.isExpanded === undefined ? {} : { isExpanded: part.isExpanded };
    put(node, 'bpmndi:BPMNShape', { bounds: moddle.create('dc:Bounds', { x, y, width, height }), ...expanded });
  }
  const drawn = partsById(definitions.diagrams ?? []);
  for (const flow of missing) {
    if (flow.$type !== 'bpmn:SequenceFlow' || drawn.has(flow.id ?? '')) continue;
    const from = places.get(flow.sourceRef?.id ?? '');
    const to = places.get(flow.targetRef?.id ?? '');
    if (from === undefined || to === undefined) continue;
    const together = [flow.sourceRef, flow.targetRef].every((end) => end !== undefined && nodes.includes(end));
    const line =
      (together ? laidOut(flow)?.waypoint?.map(({ x, y }) => moved({ x, y })) : undefined) ?? lineBetween(from, to);
    put(flow, 'bpmndi:BPMNEdge', { waypoint: line.map(({ x, y }) => moddle.create<ReadPoint>('dc:Point', { x, y })) });
  }
};

/** Gives a place to elements that no diagram of a file draws, below those that are drawn, which stay where they are. */
export const placeUndrawn = async (xml: string): Promise<string> => {
  const moddle = new BpmnModdle({});
  const { rootElement: definitions } = await moddle.fromXML(xml);
  for (const process of (definitions.rootElements ?? []).filter(isProcess)) {
    const own = new Set(elementsIn(process));
    const missing = undrawnIn(definitions).filter((element) => own.has(element));
    if (missing.length === 0 || process.id === undefined) continue;
    placeIn(moddle, definitions, process, missing, await layoutOf(xml, process.id));
  }
  return (await moddle.toXML(definitions, { format: true })).xml;
};
