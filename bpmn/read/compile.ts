import { error, type Finding } from '../check/finding.js';
import type { Element, ElementId, ElementMembers, FlowId, ProcessDefinition, SequenceFlow } from '../model/index.js';
import { upstreamOf } from '../model/upstream.js';
import { brokenForm } from './embedded-form.js';
import { readerOf, readers } from './index.js';
import { extension, type BpmnNode } from './node.js';
import { optionalExpression } from './parts/expression.js';
import { omitUndefined } from './parts/omit-undefined.js';
import { properties } from './parts/properties.js';
import { graphOf, type LocatedFlow, type ProcessGraph } from './process-graph.js';
import { isDefault, misplacedCondition, unsupportedElement, unsupportedParts } from './unsupported.js';

/** A compiled process with what its diagram holds that the engine does not run. With errors it must not be run. */
export interface Compiled {
  readonly definition: ProcessDefinition;
  readonly findings: readonly Finding[];
}

/** The one text that cannot be a key of a plain object. */
const reservedId = '__proto__';

/** Compiles one process: every flow node by its reader, then what only the whole process tells. */
export function compile(process: BpmnNode): Compiled {
  const processId = process.id ?? '';
  const graph = graphOf(process, processId, (node) => readerOf(node) === undefined);
  const findings: Finding[] = [
    ...unsupportedParts(process),
    ...graph.incomplete.map(incomplete),
    ...graph.tooDeep.map(({ id }) => error('nesting', { id })),
  ];
  const elements: Record<ElementId, Element> = {
    [processId]: readers.process.read(process, { common: common(process, processId, null, graph), graph }),
  };
  for (const { id, node, container } of graph.nodes) {
    const reader = readerOf(node);
    findings.push(
      ...(reader === undefined ? [unsupportedElement(node)] : unsupportedParts(node)),
      ...brokenForm(node, process),
    );
    if (reader !== undefined) elements[id] = reader.read(node, { common: common(node, id, container, graph), graph });
  }
  const ids = [processId, ...graph.nodes.map(({ id }) => id), ...graph.flows.map(({ id }) => id)];
  if (ids.includes(reservedId)) findings.push(error('reserved-id', { id: reservedId }, { id: reservedId }));
  const known = new Set(graph.nodes.map(({ id }) => id));
  for (const { id, node, source, target } of graph.flows) {
    // A flow to or from another process, or the inside of something that is not read.
    if (!known.has(source) || !known.has(target)) findings.push(error('stray-flow', { id }));
    if (hasCondition(node) && !isAsked(node)) findings.push(misplacedCondition(node));
  }
  const flows = Object.fromEntries(graph.flows.map((flow) => [flow.id, sequenceFlow(flow)]));
  return {
    definition: {
      format: 1,
      processId,
      ...omitUndefined({
        name: process.name,
        versionTag: extension(process, 'zeebe:VersionTag')?.value?.trim() || undefined,
      }),
      elements: withUpstream(elements, flows),
      flows,
    },
    findings,
  };
}

function common(node: BpmnNode, id: ElementId, container: ElementId | null, graph: ProcessGraph): ElementMembers {
  return {
    id,
    ...omitUndefined({ name: node.name, reglament: properties(node) }),
    container,
    incoming: graph.incoming(id),
    outgoing: graph.outgoing(id),
  };
}

/** Do the flows out of an element carry conditions? */
const decides = (source: BpmnNode | undefined): boolean =>
  source?.$type === 'bpmn:ExclusiveGateway' || source?.$type === 'bpmn:InclusiveGateway';

/** Is the condition of a flow looked at? Not that of a default flow, which is taken when no other holds (Camunda). */
const isAsked = (flow: BpmnNode): boolean => decides(flow.sourceRef) && !isDefault(flow);

const hasCondition = (flow: BpmnNode): boolean => (flow.conditionExpression?.body ?? '').trim() !== '';

const sequenceFlow = ({ id, node, source, target }: LocatedFlow): SequenceFlow => ({
  id,
  source,
  target,
  ...omitUndefined({
    condition: isAsked(node) ? optionalExpression(node.conditionExpression?.body) : undefined,
    clause: node.clause,
  }),
});

/** Inclusive joins get their tables, which need all elements and flows. */
function withUpstream(
  elements: Readonly<Record<ElementId, Element>>,
  flows: Readonly<Record<FlowId, SequenceFlow>>,
): Readonly<Record<ElementId, Element>> {
  const joins = Object.values(elements).filter((element) => element.type === 'inclusiveGateway');
  const filled = joins.map((join) => [join.id, { ...join, upstream: upstreamOf(elements, flows, join.id) }] as const);
  return { ...elements, ...Object.fromEntries(filled) };
}

/** A flow node or flow without id, or a flow that does not connect two elements. */
function incomplete(node: BpmnNode): Finding {
  const { id } = node;
  if (id === undefined) return error('missing-id', {}, { kind: node.$type });
  return node.sourceRef === undefined
    ? error('flow-without-source', { id, property: 'Source' })
    : error('flow-without-target', { id, property: 'Target' });
}
