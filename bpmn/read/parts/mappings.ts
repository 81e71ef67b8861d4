import type { VariableMapping } from '../../model/index.js';
import { extension, type BpmnNode, type ParameterNode } from '../node.js';
import { requiredExpression } from './expression.js';

/** `zeebe:ioMapping` (Camunda: input and output variable mappings), in the order of the file. */
export function mappings(node: BpmnNode): {
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
} {
  const found = extension(node, 'zeebe:IoMapping');
  return { inputs: mapped(found?.inputParameters), outputs: mapped(found?.outputParameters) };
}

const mapped = (parameters: readonly ParameterNode[] = []): readonly VariableMapping[] =>
  parameters.map(({ source, target }) => ({ source: requiredExpression(source), target: target?.trim() ?? '' }));
