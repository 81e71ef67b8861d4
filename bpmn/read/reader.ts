import type { Element, ElementMembers } from '../model/index.js';
import type { BpmnNode } from './node.js';
import type { ProcessGraph } from './process-graph.js';

/** Name of a BPMN element type in the schema. */
type BpmnType = `bpmn:${string}`;

/**
 * What a reader reads: a BPMN type, and where it depends on that, the single event definition of an event, or that a
 * sub-process is triggered by an event.
 */
export type BpmnKind = BpmnType | `${BpmnType}/${BpmnType}` | 'bpmn:SubProcess/triggeredByEvent';

/**
 * Turns one kind of BPMN element into its compiled form. A reader never fails: where the diagram leaves out something
 * that has to be there, it puts an empty text, and the rules of `bpmn/check` report that.
 */
export interface ElementReader<E extends Element> {
  readonly reads: BpmnKind;
  read(node: BpmnNode, place: Place): E;
}

/** Where an element stands: what is the same for all elements, and the process around it. */
export interface Place {
  readonly common: ElementMembers;
  readonly graph: ProcessGraph;
}

/** The kind of a node, or undefined where it has several event definitions, for which there is no reader. */
export function kindOf(node: BpmnNode): BpmnKind | undefined {
  const type = node.$type as BpmnType;
  if (node.triggeredByEvent) return `${type}/triggeredByEvent` as BpmnKind;
  const [definition, ...further] = eventDefinitions(node);
  if (further.length > 0) return undefined;
  return definition === undefined ? type : `${type}/${definition.$type as BpmnType}`;
}

/** The event definitions of an event: its own and those it refers to (BPMN 2.0.2, 10.5.1). */
export const eventDefinitions = (node: BpmnNode): readonly BpmnNode[] => [
  ...(node.eventDefinitions ?? []),
  ...(node.eventDefinitionRef ?? []),
];

/** The single event definition of an event; an empty one when it has none. */
export const eventDefinition = (node: BpmnNode): BpmnNode => eventDefinitions(node)[0] ?? { $type: 'none' };
