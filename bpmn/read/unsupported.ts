import type { Finding } from '../check/finding.js';
import { extension, type BpmnNode } from './node.js';
import { eventDefinitions } from './reader.js';

/** A part of a supported element that the engine does not run: which property, and what is said about it. */
type Part = readonly [property: string, message: string, present: (node: BpmnNode) => boolean];

const units = new Set(['workingTime', 'workingDays']);
const phases = new Set(['warning', 'breach']);

const timers = (node: BpmnNode): readonly BpmnNode[] =>
  eventDefinitions(node).filter(({ $type }) => $type === 'bpmn:TimerEventDefinition');

const count = (...values: readonly unknown[]): number => values.filter((value) => value !== undefined).length;

const parts: readonly Part[] = [
  [
    'Loop characteristics',
    'Standard loops are not supported; use a multi-instance activity or a gateway.',
    (node) => node.loopCharacteristics?.$type === 'bpmn:StandardLoopCharacteristics',
  ],
  [
    'Loop cardinality',
    'A loop cardinality is not supported; use an input collection.',
    (node) => node.loopCharacteristics?.loopCardinality !== undefined,
  ],
  [
    'Multi-instance behavior',
    'Events thrown by a multi-instance activity are not supported.',
    ({ loopCharacteristics: loop }) =>
      (loop?.behavior !== undefined && loop.behavior !== 'All') || (loop?.complexBehaviorDefinition ?? []).length > 0,
  ],
  ['Compensation', 'Compensation is not supported.', (node) => node.isForCompensation === true],
  [
    'Start quantity',
    'A start quantity other than 1 is not supported.',
    (node) => node.startQuantity !== undefined && node.startQuantity !== 1,
  ],
  [
    'Completion quantity',
    'A completion quantity other than 1 is not supported.',
    (node) => node.completionQuantity !== undefined && node.completionQuantity !== 1,
  ],
  ['Instantiate', 'An element other than a start event cannot start a process.', (node) => node.instantiate === true],
  [
    'Event gateway type',
    'A parallel event-based gateway is not supported.',
    (node) => node.$type === 'bpmn:EventBasedGateway' && node.eventGatewayType === 'Parallel',
  ],
  [
    'Timer',
    'A timer needs exactly one of date, duration and cycle.',
    (node) =>
      timers(node).some(({ timeDate, timeDuration, timeCycle }) => count(timeDate, timeDuration, timeCycle) > 1),
  ],
  [
    'Unit',
    'The unit of a term is workingTime or workingDays.',
    (node) => timers(node).some(({ unit }) => unit !== undefined && !units.has(unit)),
  ],
  [
    'Phase',
    'The phase of a milestone is warning or breach.',
    (node) => timers(node).some(({ phase }) => phase !== undefined && !phases.has(phase)),
  ],
  [
    'Execution listeners',
    'Execution listeners are not supported.',
    (node) => (extension(node, 'zeebe:ExecutionListeners')?.listeners ?? []).length > 0,
  ],
  [
    'Task listeners',
    'Task listeners are not supported.',
    (node) => (extension(node, 'zeebe:TaskListeners')?.listeners ?? []).length > 0,
  ],
  [
    'Linked resources',
    'Linked resources are not supported.',
    (node) => (extension(node, 'zeebe:LinkedResources')?.values ?? []).length > 0,
  ],
];

/** Says of an element as a whole that the engine does not run it. */
export function unsupportedElement(node: BpmnNode): Finding {
  const definitions = eventDefinitions(node).map(({ $type }) => plainName($type));
  const name = node.triggeredByEvent ? 'event sub-process' : plainName(node.$type);
  const what =
    definitions.length > 1
      ? `${name} with several event definitions (${definitions.join(', ')})`
      : [name, ...definitions.map((definition) => `with ${definition}`)].join(' ');
  return { severity: 'error', rule: 'unsupported-element', ...where(node), message: `Not supported: ${what}.` };
}

/** What the engine does not run of an element that it runs otherwise. */
export const unsupportedParts = (node: BpmnNode): readonly Finding[] =>
  parts
    .filter(([, , present]) => present(node))
    .map(([property, message]) => ({
      severity: 'error',
      rule: 'unsupported-element',
      ...where(node),
      property,
      message,
    }));

/**
 * A condition on a flow that leaves neither an exclusive nor an inclusive gateway. Out of an activity or event it would
 * make the flow a split of its own (BPMN 2.0.2, 13.3.1), which the engine does not run; out of another gateway it means
 * nothing.
 */
export function misplacedCondition(flow: BpmnNode): Finding {
  const place = { ...where(flow), property: 'Condition expression' };
  if (flow.sourceRef?.$type.endsWith('Gateway')) {
    const message = 'The condition is ignored: only exclusive and inclusive gateways look at conditions.';
    return { severity: 'warning', rule: 'unused-condition', ...place, message };
  }
  const message = 'A condition is only supported on a flow out of an exclusive or inclusive gateway.';
  return { severity: 'error', rule: 'unsupported-element', ...place, message };
}

/** `bpmn:IntermediateCatchEvent` → `intermediate catch event`. */
const plainName = (type: string): string =>
  type
    .replace(/^.*:/, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();

const where = (node: BpmnNode): Pick<Finding, 'element'> => (node.id === undefined ? {} : { element: node.id });
