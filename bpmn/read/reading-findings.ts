import { error, finding, warning, type Finding } from '../check/finding.js';
import { placeIn } from './place-in.js';
import type { BpmnNode, ReadingWarning } from './node.js';

/**
 * References that decide how a process runs, as the properties panel calls them. Others (lanes, data, diagram) do not
 * matter for the execution, and there an unknown id only warns.
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
const harmless = /^(?:un(?:known type|recognized element) <(?!bpmn:)[\w-]+:|unexpected body text)/;

/** A text has been decoded, whatever its declaration says. */
const saysNothing = /^unsupported document encoding/;

/** What bpmn-moddle could not read, as findings; what has no part in the execution is left out. */
export const readingFindings = (warnings: readonly ReadingWarning[]): readonly Finding[] =>
  warnings.flatMap((one) => {
    if (saysNothing.test(placeIn(one.message).reason)) return [];
    return [one.element === undefined ? unreadable(one.message) : misread(one, one.element)];
  });

/** A warning about a property of an element: an unresolved reference or an unknown attribute. */
function misread({ message, property = '', value = '' }: ReadingWarning, element: BpmnNode): Finding {
  const id = placeOf(element);
  if (!message.startsWith('unresolved reference'))
    return warning('unknown-attribute', { id, property }, { name: property });
  const label = references[property];
  return label === undefined
    ? warning('unknown-reference', { id: element.id ?? id }, { id: value })
    : error('unknown-reference', { id, property: label }, { id: value });
}

/** A warning about a piece of XML that was skipped. */
function unreadable(message: string): Finding {
  const { line, column, reason } = placeIn(message);
  const duplicate = /^duplicate ID <(.*)>$/s.exec(reason)?.[1];
  if (duplicate !== undefined) return error('duplicate-id', { id: duplicate }, { id: duplicate, line });
  const illegal = /^illegal ID <(.*)>$/s.exec(reason)?.[1];
  if (illegal !== undefined) return error('invalid-id', {}, { id: illegal, line });
  const severity = harmless.test(reason) ? 'warning' : 'error';
  const unknown = /^un(?:known type|recognized element|expected element) <(.*)>$/s.exec(reason)?.[1];
  return unknown === undefined
    ? finding(severity, 'unreadable-content', {}, { line, column, reason })
    : finding(severity, 'unknown-element', {}, { line, column, found: unknown });
}

/** The flow node, flow or process that a part (event definition, loop characteristics, extension) belongs to. */
function placeOf(element: BpmnNode): string | undefined {
  for (let node: BpmnNode | undefined = element; node !== undefined; node = node.$parent) {
    const listed = node.$parent?.flowElements?.includes(node) || node.$type === 'bpmn:Process';
    if (listed && node.id !== undefined) return node.id;
  }
  return element.id;
}
