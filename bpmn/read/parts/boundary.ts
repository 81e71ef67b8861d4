import type { ElementId, VariableMapping } from '../../model/index.js';
import type { BpmnNode } from '../node.js';
import type { Common, Place } from '../reader.js';
import { mappings } from './mappings.js';

/** The members that all boundary events share. Without an activity `attachedTo` is empty, which the checks report. */
export const boundary = (
  node: BpmnNode,
  { common }: Place,
): Common & {
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
