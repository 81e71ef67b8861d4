import type { ProcessDefinition } from './definition.js';
import type { ElementId, FlowId, UpstreamOf } from './elements.js';

type Graph = Pick<ProcessDefinition, 'elements' | 'flows'>;

/**
 * For each incoming flow of an inclusive gateway: the flows and elements from which a token can still arrive on it
 * without passing the gateway itself (BPMN 2.0.2, 13.4.3). A boundary event is reached from its host, a link catch event
 * from the link throw events that name it. The incoming flow itself is not among its own.
 */
export function upstreamOf(
  elements: Graph['elements'],
  flows: Graph['flows'],
  gateway: ElementId,
): Readonly<Record<FlowId, UpstreamOf>> {
  const linkThrows = linkThrowsByTarget(elements);
  return Object.fromEntries(
    (elements[gateway]?.incoming ?? []).map((flow) => [flow, reaching(flow, gateway, { elements, flows }, linkThrows)]),
  );
}

function reaching(
  end: FlowId,
  gateway: ElementId,
  graph: Graph,
  linkThrows: ReadonlyMap<ElementId, readonly ElementId[]>,
): UpstreamOf {
  const flows = new Set<FlowId>();
  const elements = new Set<ElementId>();
  const open: ElementId[] = [];
  const reachedFrom = (id: ElementId | undefined): void => {
    if (id === undefined || id === gateway || elements.has(id)) return;
    elements.add(id);
    open.push(id);
  };
  reachedFrom(graph.flows[end]?.source);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = graph.elements[id];
    if (element === undefined) continue;
    for (const flow of element.incoming) {
      if (flow !== end) flows.add(flow);
      reachedFrom(graph.flows[flow]?.source);
    }
    if ('attachedTo' in element) reachedFrom(element.attachedTo);
    linkThrows.get(id)?.forEach(reachedFrom);
  }
  return { flows: [...flows], elements: [...elements] };
}

function linkThrowsByTarget(elements: Graph['elements']): ReadonlyMap<ElementId, readonly ElementId[]> {
  const throws = new Map<ElementId, ElementId[]>();
  for (const element of Object.values(elements)) {
    if (element.type !== 'linkThrowEvent') continue;
    throws.set(element.target, [...(throws.get(element.target) ?? []), element.id]);
  }
  return throws;
}
