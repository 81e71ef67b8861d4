import type { ElementId, FlowId } from '../../model/index.js';
import { InvariantError } from '../state/invariant-error.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';
import type { Run } from '../loop/run.js';

/** A token moves along a flow: it parks in front of a join, else it is on its way into the element. */
export function take(run: Run, id: FlowId, scope: LiveInstance, given?: Variables): void {
  run.note({ type: 'flow', flow: id, scope: scope.key });
  const element = run.element(run.flow(id).target);
  if (element.incoming.length > 1 && run.behaviour(element).join !== undefined) park(run, id, scope);
  else run.queue.push({ to: 'enter', element, scope, ...(given !== undefined && { given }) });
}

/** Takes one parked token off each of the flows. */
export function unpark(run: Run, scope: LiveInstance, flows: readonly FlowId[]): void {
  run.state.change();
  for (const flow of flows) {
    const tokens = scope.parked?.get(flow) ?? 0;
    if (tokens < 1) throw new InvariantError(`a join takes a token off ${flow}, where there is none`);
    scope.parked?.set(flow, tokens - 1);
  }
}

/** The joins of a scope that have tokens in front of them. */
export function waitingJoins(run: Run, scope: LiveInstance): Set<ElementId> {
  const joins = new Set<ElementId>();
  for (const [flow, tokens] of scope.parked ?? []) if (tokens > 0) joins.add(run.flow(flow).target);
  return joins;
}

function park(run: Run, flow: FlowId, scope: LiveInstance): void {
  run.state.change();
  const parked = (scope.parked ??= new Map<FlowId, number>());
  parked.set(flow, (parked.get(flow) ?? 0) + 1);
  run.markDirty(scope);
}
