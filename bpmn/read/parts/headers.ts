import { extension, type BpmnNode } from '../node.js';

/** `zeebe:taskHeaders`: fixed key-value pairs for the worker. A later pair of the same key counts. */
export const headers = (node: BpmnNode): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (extension(node, 'zeebe:TaskHeaders')?.values ?? []).map(({ key, value }) => [key ?? '', value ?? '']),
  );
