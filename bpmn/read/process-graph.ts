import type { ElementId, FlowId } from '../model/index.js';
import type { BpmnNode } from './node.js';

/** A flow node of a process with the container it lies in. */
export interface Located {
  readonly id: ElementId;
  readonly node: BpmnNode;
  readonly container: ElementId;
}

/** A sequence flow with both ends. */
export interface LocatedFlow {
  readonly id: FlowId;
  readonly node: BpmnNode;
  readonly source: ElementId;
  readonly target: ElementId;
}

/** Who is where in a process and who is connected with whom; everything in the order of the file. */
export interface ProcessGraph {
  readonly nodes: readonly Located[];
  readonly flows: readonly LocatedFlow[];
  /** Flow nodes and flows that have no id, and flows that lack an end. */
  readonly incomplete: readonly BpmnNode[];
  /** Sub-processes nested too deeply to look into. */
  readonly tooDeep: readonly BpmnNode[];
  /** The flow nodes directly inside a container. */
  readonly inside: (container: ElementId) => readonly Located[];
  readonly incoming: (element: ElementId) => readonly FlowId[];
  readonly outgoing: (element: ElementId) => readonly FlowId[];
  /** The boundary events attached to an activity. */
  readonly attached: (activity: ElementId) => readonly ElementId[];
}

/** What lies among the flow elements but is no flow node: data, which has no part in the execution. */
const dataElements = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']);

/** Sub-processes within sub-processes: more than anyone draws, and few enough for every recursive walk. */
const deepest = 50;

/** Gathers the flow nodes and flows of a process, sub-processes included. Of an element in `closed` the inside is left out. */
export function graphOf(process: BpmnNode, id: ElementId, closed: (node: BpmnNode) => boolean): ProcessGraph {
  const nodes: Located[] = [];
  const flows: LocatedFlow[] = [];
  const incomplete: BpmnNode[] = [];
  const tooDeep: BpmnNode[] = [];
  const visit = (container: BpmnNode, containerId: ElementId, depth: number): void => {
    for (const node of container.flowElements ?? []) {
      if (dataElements.has(node.$type)) continue;
      if (node.$type === 'bpmn:SequenceFlow') {
        const flow = flowOf(node);
        if (flow === undefined) incomplete.push(node);
        else flows.push(flow);
      } else if (node.id === undefined) {
        incomplete.push(node);
      } else {
        nodes.push({ id: node.id, node, container: containerId });
        if (depth === deepest && node.flowElements !== undefined) tooDeep.push(node);
        else if (!closed(node)) visit(node, node.id, depth + 1);
      }
    }
  };
  visit(process, id, 0);

  const inside = grouped(nodes, (located) => located.container);
  const incoming = grouped(flows, (flow) => flow.target);
  const outgoing = grouped(flows, (flow) => flow.source);
  const attached = grouped(nodes, ({ node }) => node.attachedToRef?.id);
  return {
    nodes,
    flows,
    incomplete,
    tooDeep,
    inside: (container) => inside.get(container) ?? [],
    incoming: (element) => idsOf(incoming.get(element)),
    outgoing: (element) => idsOf(outgoing.get(element)),
    attached: (activity) => idsOf(attached.get(activity)),
  };
}

function flowOf(node: BpmnNode): LocatedFlow | undefined {
  const { id, sourceRef, targetRef } = node;
  if (id === undefined || sourceRef?.id === undefined || targetRef?.id === undefined) return undefined;
  return { id, node, source: sourceRef.id, target: targetRef.id };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const idsOf = (items: readonly { readonly id: string }[] | undefined): readonly string[] =>
  (items ?? []).map((item) => item.id);
