import type { Element, FlowId, ProcessDefinition } from '../model/index.js';
import { elementsOf, warning, type Rule } from './rule.js';

/**
 * Splits and joins that do not fit together, where it can be seen at once: paths of plain elements from a split to a
 * join. An exclusive split into a parallel join waits for ever; a parallel split into an exclusive join goes on twice.
 */
export const synchronization: Rule = function* (definition) {
  for (const join of elementsOf(definition)) {
    const wanted = mismatch[join.type];
    if (wanted === undefined || join.incoming.length < 2) continue;
    const splits = join.incoming.map((flow) => splitBefore(flow, definition));
    const twice = splits.find((split, index) => split?.type === wanted.split && splits.indexOf(split) < index);
    if (twice !== undefined) yield warning(wanted.rule, { id: join.id }, { id: twice.id });
  }
};

interface Mismatch {
  readonly split: Element['type'];
  readonly rule: 'deadlock' | 'lack-of-synchronization';
}

const mismatch: Partial<Record<Element['type'], Mismatch>> = {
  parallelGateway: { split: 'exclusiveGateway', rule: 'deadlock' },
  exclusiveGateway: { split: 'parallelGateway', rule: 'lack-of-synchronization' },
};

/** Goes back along a path without branches to the split it comes from; undefined when there is none or in a loop. */
function splitBefore(flow: FlowId, { flows, elements }: ProcessDefinition): Element | undefined {
  const seen = new Set<FlowId>();
  let current: FlowId | undefined = flow;
  while (current !== undefined && !seen.has(current)) {
    seen.add(current);
    const source: Element | undefined = elements[flows[current]?.source ?? ''];
    if (source === undefined || source.outgoing.length > 1) return source;
    current = source.incoming.length === 1 ? source.incoming[0] : undefined;
  }
  return undefined;
}
