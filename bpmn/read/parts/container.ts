import type { ElementId } from '../../model/index.js';
import type { ProcessGraph } from '../process-graph.js';
import { eventDefinitions } from '../reader.js';

/** What a process, sub-process or event sub-process knows of its members. */
export function members(
  graph: ProcessGraph,
  container: ElementId,
): { readonly noneStart: ElementId | null; readonly eventSubProcesses: readonly ElementId[] } {
  const inside = graph.inside(container);
  const noneStart = inside.find(({ node }) => node.$type === 'bpmn:StartEvent' && eventDefinitions(node).length === 0);
  return {
    noneStart: noneStart?.id ?? null,
    eventSubProcesses: inside.filter(({ node }) => node.triggeredByEvent).map(({ id }) => id),
  };
}
