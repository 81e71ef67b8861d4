import type { Finding } from '../check/finding.js';
import type { BpmnNode, ReadingWarning } from './node.js';

/**
 * References that decide how a process runs, as the properties panel calls them. Others (lanes, data, diagram) do not
 * matter for the execution, and there an unknown id does no harm.
 */
const references: Readonly<Record<string, string>> = {
  'bpmn:sourceRef': 'Source',
  'bpmn:targetRef': 'Target',
  'bpmn:default': 'Default flow',
  'bpmn:attachedToRef': 'Attached to',
  'bpmn:messageRef': 'Message',
  'bpmn:errorRef': 'Error',
  'bpmn:eventDefinitionRef': 'Event definition',
};

/** Elements of other namespaces in places where they do not belong, and stray text. */
const harmless =
  /^(?:un(?:known type|recognized element) <(?!bpmn:)[\w-]+:|unexpected body text|unsupported document encoding)/;

/** What bpmn-moddle could not read, as findings; what has no part in the execution is left out. */
export const readingFindings = (warnings: readonly ReadingWarning[]): readonly Finding[] =>
  warnings.flatMap((warning) => {
    const finding = warning.element === undefined ? unreadable(warning.message) : misread(warning, warning.element);
    return finding === undefined ? [] : [finding];
  });

/** A warning about a property of an element: an unresolved reference or an unknown attribute. */
function misread({ message, property = '', value }: ReadingWarning, element: BpmnNode): Finding | undefined {
  const place = placeOf(element);
  if (!message.startsWith('unresolved reference')) {
    return { severity: 'warning', rule: 'unknown-attribute', ...place, property, message: `Unknown: ${message}.` };
  }
  const label = references[property];
  if (label === undefined) return undefined;
  return {
    severity: 'error',
    rule: 'missing-reference',
    ...place,
    property: label,
    message: `There is no element with the id '${value}'.`,
  };
}

/** A warning about a piece of XML that was skipped. bpmn-moddle tells the reason only in the text. */
function unreadable(message: string): Finding | undefined {
  const reason = /nested error: (.*)$/s.exec(message)?.[1] ?? message;
  const line = Number(/line: (\d+)/.exec(message)?.[1] ?? 0) + 1;
  const duplicate = /^duplicate ID <(.*)>$/s.exec(reason)?.[1];
  if (duplicate !== undefined) {
    return {
      severity: 'error',
      rule: 'duplicate-id',
      element: duplicate,
      message: `The id '${duplicate}' is used twice (line ${line}).`,
    };
  }
  const skipped = `Line ${line} cannot be read and would be ignored: ${reason}.`;
  if (/^illegal ID/.test(reason)) return { severity: 'error', rule: 'invalid-id', message: skipped };
  if (harmless.test(reason)) {
    return { severity: 'warning', rule: 'unreadable-content', message: skipped };
  }
  return { severity: 'error', rule: 'unreadable-content', message: skipped };
}

/** The flow node, flow or process that a part (event definition, loop characteristics, extension) belongs to. */
function placeOf(element: BpmnNode): Pick<Finding, 'element'> {
  for (let node: BpmnNode | undefined = element; node !== undefined; node = node.$parent) {
    const listed = node.$parent?.flowElements?.includes(node) || node.$type === 'bpmn:Process';
    if (listed && node.id !== undefined) return { element: node.id };
  }
  return element.id === undefined ? {} : { element: element.id };
}
