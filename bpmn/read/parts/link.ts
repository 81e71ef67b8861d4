import type { ElementId } from '../../model/index.js';
import type { BpmnNode } from '../node.js';
import { eventDefinition, eventDefinitions, type Place } from '../reader.js';

/** Name of a link event (BPMN 2.0.2, 10.5.5): source and target carry the same. */
export const linkName = (event: BpmnNode): string => eventDefinition(event).name?.trim() ?? '';

/** The link catch event of the same name in the same container; empty when there is none. */
export function linkTarget(event: BpmnNode, { common, graph }: Place): ElementId {
  const name = linkName(event);
  if (name === '') return '';
  const target = graph.inside(common.container ?? '').find(({ node }) => isLinkCatch(node) && linkName(node) === name);
  return target?.id ?? '';
}

const isLinkCatch = (node: BpmnNode): boolean =>
  node.$type === 'bpmn:IntermediateCatchEvent' && eventDefinitions(node)[0]?.$type === 'bpmn:LinkEventDefinition';
