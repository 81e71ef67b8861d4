import type { Element, ElementId, FlowId, SequenceFlow } from './elements.js';

/**
 * A compiled process: lean (no diagram, no documentation), immutable, plain JSON, addressed by the hash of its content.
 * Made by `bpmn/read`, run by `bpmn/kernel`.
 */
export interface ProcessDefinition {
  /** Layout version of this document. */
  readonly format: 1;
  /** BPMN id of the process; also the id of its `process` element in `elements`. */
  readonly processId: string;
  readonly name?: string;
  readonly versionTag?: string;
  readonly elements: Readonly<Record<ElementId, Element>>;
  readonly flows: Readonly<Record<FlowId, SequenceFlow>>;
}
