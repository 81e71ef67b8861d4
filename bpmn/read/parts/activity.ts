import type { ElementId, ElementMembers, MultiInstance, VariableMapping } from '../../model/index.js';
import { extension, type BpmnNode } from '../node.js';
import type { Place } from '../reader.js';
import { optionalExpression, requiredExpression } from './expression.js';
import { omitUndefined } from './omit-undefined.js';
import { mappings } from './mappings.js';

/** The members that all activities share. */
export function activity(
  node: BpmnNode,
  { common, graph }: Place,
): ElementMembers & {
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
  readonly boundaryEvents: readonly ElementId[];
  readonly multiInstance?: MultiInstance;
} {
  return {
    ...common,
    ...mappings(node),
    boundaryEvents: graph.attached(common.id),
    ...omitUndefined({ multiInstance: multiInstance(node.loopCharacteristics) }),
  };
}

/** `multiInstanceLoopCharacteristics` with `zeebe:loopCharacteristics` (BPMN 2.0.2, 10.3.8). */
function multiInstance(loop: BpmnNode | undefined): MultiInstance | undefined {
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return undefined;
  const characteristics = extension(loop, 'zeebe:LoopCharacteristics');
  return {
    sequential: loop.isSequential === true,
    inputCollection: requiredExpression(characteristics?.inputCollection),
    ...omitUndefined({
      inputElement: characteristics?.inputElement?.trim() || undefined,
      outputCollection: characteristics?.outputCollection?.trim() || undefined,
      outputElement: optionalExpression(characteristics?.outputElement),
      completionCondition: optionalExpression(loop.completionCondition?.body),
    }),
  };
}
