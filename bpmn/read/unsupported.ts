import { error, warning, type Finding } from '../check/finding.js';
import type { FindingRule } from '../check/finding-texts.js';
import { extension, type BpmnNode } from './node.js';
import { eventDefinitions, kindOf } from './reader.js';

/** A part of a supported element that the engine does not run: which property, and the rule about it. */
type Part = readonly [property: string, rule: PartRule, present: (node: BpmnNode) => boolean];

type PartRule = Exclude<
  Extract<FindingRule, `unsupported-${string}`>,
  'unsupported-element' | 'unsupported-event-definitions'
>;

const units = new Set(['workingTime', 'workingDays']);
const phases = new Set(['warning', 'breach']);

const timers = (node: BpmnNode): readonly BpmnNode[] =>
  eventDefinitions(node).filter(({ $type }) => $type === 'bpmn:TimerEventDefinition');

const count = (...values: readonly unknown[]): number => values.filter((value) => value !== undefined).length;

const parts: readonly Part[] = [
  [
    'Loop characteristics',
    'unsupported-standard-loop',
    (node) => node.loopCharacteristics?.$type === 'bpmn:StandardLoopCharacteristics',
  ],
  [
    'Loop cardinality',
    'unsupported-loop-cardinality',
    (node) => node.loopCharacteristics?.loopCardinality !== undefined,
  ],
  [
    'Multi-instance behavior',
    'unsupported-loop-behaviour',
    ({ loopCharacteristics: loop }) =>
      (loop?.behavior !== undefined && loop.behavior !== 'All') || (loop?.complexBehaviorDefinition ?? []).length > 0,
  ],
  ['Compensation', 'unsupported-compensation', (node) => node.isForCompensation === true],
  [
    'Start quantity',
    'unsupported-start-quantity',
    (node) => node.startQuantity !== undefined && node.startQuantity !== 1,
  ],
  [
    'Completion quantity',
    'unsupported-completion-quantity',
    (node) => node.completionQuantity !== undefined && node.completionQuantity !== 1,
  ],
  ['Instantiate', 'unsupported-instantiation', (node) => node.instantiate === true],
  [
    'Event gateway type',
    'unsupported-parallel-events',
    (node) => node.$type === 'bpmn:EventBasedGateway' && node.eventGatewayType === 'Parallel',
  ],
  [
    'Timer',
    'unsupported-timer',
    (node) =>
      timers(node).some(({ timeDate, timeDuration, timeCycle }) => count(timeDate, timeDuration, timeCycle) > 1),
  ],
  ['Unit', 'unsupported-unit', (node) => timers(node).some(({ unit }) => unit !== undefined && !units.has(unit))],
  ['Phase', 'unsupported-phase', (node) => timers(node).some(({ phase }) => phase !== undefined && !phases.has(phase))],
  [
    'Execution listeners',
    'unsupported-execution-listeners',
    (node) => (extension(node, 'zeebe:ExecutionListeners')?.listeners ?? []).length > 0,
  ],
  [
    'Task listeners',
    'unsupported-task-listeners',
    (node) => (extension(node, 'zeebe:TaskListeners')?.listeners ?? []).length > 0,
  ],
  [
    'Linked resources',
    'unsupported-linked-resources',
    (node) => (extension(node, 'zeebe:LinkedResources')?.values ?? []).length > 0,
  ],
];

/** Events that wait, which say by their definition for what. */
const waiting = new Set(['bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent']);

/** Says of an element as a whole that the engine does not run it. */
export function unsupportedElement(node: BpmnNode): Finding {
  const kind = kindOf(node);
  if (kind === undefined) return error('unsupported-event-definitions', { id: node.id }, { kind: node.$type });
  return waiting.has(kind)
    ? error('unsupported-untyped-event', { id: node.id })
    : error('unsupported-element', { id: node.id }, { kind });
}

/** What the engine does not run of an element that it runs otherwise. */
export const unsupportedParts = (node: BpmnNode): readonly Finding[] =>
  parts.filter(([, , present]) => present(node)).map(([property, rule]) => error(rule, { id: node.id, property }));

/**
 * A condition on a flow that leaves neither an exclusive nor an inclusive gateway. Out of an activity or event it would
 * make the flow a split of its own (BPMN 2.0.2, 13.3.1), which the engine does not run; out of another gateway it means
 * nothing. So does that of a default flow.
 */
export function misplacedCondition(flow: BpmnNode): Finding {
  const at = { id: flow.id, property: 'Condition expression' };
  if (isDefault(flow) && flow.sourceRef?.$type.endsWith('Gateway')) return warning('default-flow-condition', at);
  return flow.sourceRef?.$type.endsWith('Gateway')
    ? warning('unused-condition', at)
    : error('unsupported-condition', at);
}

export const isDefault = (flow: BpmnNode): boolean => flow.sourceRef?.default?.id === flow.id;
