import type { Element, ProcessDefinition } from '../model/index.js';
import type { Finding } from './finding.js';

export { error, warning } from './finding.js';

/** A static check of a compiled process. It sees the process as it will be run, and says what is wrong with it. */
export type Rule = (definition: ProcessDefinition) => Iterable<Finding>;

/** The elements of a process in the order of the file, the process itself first. */
export const elementsOf = (definition: ProcessDefinition): readonly Element[] => Object.values(definition.elements);

/** Messages quote no more of an expression than fits in a line. */
export const shortened = (source: string): string => (source.length > 80 ? `${source.slice(0, 80)}…` : source);
