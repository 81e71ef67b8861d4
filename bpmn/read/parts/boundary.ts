import type { ElementId, ElementMembers, VariableMapping } from '../../model/index.js';
import type { BpmnNode } from '../node.js';
import type { Place } from '../reader.js';
import { mappings } from './mappings.js';

/** The members that all boundary events share. Without an activity `attachedTo` is empty, which the checks report. */
export const boundary = (
  node: BpmnNode,
  { common }: Place,
): ElementMembers & {
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
  readonly attachedTo: ElementId;
  readonly interrupting: boolean;
} => ({
  ...common,
  ...mappings(node),
  attachedTo: node.attachedToRef?.id ?? '',
  interrupting: node.cancelActivity !== false,
});
