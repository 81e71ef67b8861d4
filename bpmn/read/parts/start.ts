import type { BpmnNode } from '../node.js';

/** Does a start event stand in an event sub-process? */
export const startsEventSubProcess = (start: BpmnNode): boolean => start.$parent?.triggeredByEvent === true;

/** Does a start event interrupt the scope of its event sub-process? Always true for the start of a process. */
export const interrupting = (start: BpmnNode): boolean =>
  !startsEventSubProcess(start) || start.isInterrupting !== false;
