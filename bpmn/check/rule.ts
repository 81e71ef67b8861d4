import type { Element, ElementId, ProcessDefinition } from '../model/index.js';
import type { Finding } from './finding.js';

/** A static check of a compiled process. It sees the process as it will be run, and says what is wrong with it. */
export type Rule = (definition: ProcessDefinition) => Iterable<Finding>;

/** Where a finding belongs: an element or flow, and the property, as the properties panel calls it. */
interface At {
  readonly id: ElementId;
  readonly property?: string;
}

/** A finding that refuses the deployment. */
export const error = (rule: string, at: At, message: string): Finding => finding('error', rule, at, message);

/** A finding that does not. */
export const warning = (rule: string, at: At, message: string): Finding => finding('warning', rule, at, message);

const finding = (severity: Finding['severity'], rule: string, { id, property }: At, message: string): Finding => ({
  severity,
  rule,
  element: id,
  ...(property !== undefined && { property }),
  message,
});

/** The elements of a process in the order of the file, the process itself first. */
export const elementsOf = (definition: ProcessDefinition): readonly Element[] => Object.values(definition.elements);

/** Messages quote no more of an expression than fits in a line. */
export const shortened = (source: string): string => (source.length > 80 ? `${source.slice(0, 80)}…` : source);
