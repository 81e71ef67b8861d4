import { clear } from '../incidents/incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import { applyOutputs } from '../variables/mappings.js';
import { attempt } from '../incidents/attempt.js';
import type { CompleteCommand } from '../loop/queue.js';
import type { Run } from '../loop/run.js';
import { discard, end } from '../scopes/termination.js';
import { take } from './tokens.js';
import { withdrawAll } from '../waits/waits.js';

/** An instance is left: outputs, then its waits close, then it is gone and its flows are taken. */
export function complete(run: Run, { self, flows, given }: CompleteCommand): void {
  const { element, scope } = self;
  const behaviour = run.behaviour(element);
  const ready = attempt(run, self, 'complete', () => {
    if (self.role !== 'body') applyOutputs(run, self);
    behaviour.complete?.(run.step, element, self);
  });
  if (!ready) return;
  withdrawAll(run, self);
  clear(run, self);
  run.note({ type: 'completed', key: self.key });
  discard(run, self);
  if (scope === null) return end(run, { status: 'completed', variables: { ...self.variables } });
  if (self.role !== 'iteration') for (const flow of flows ?? element.outgoing) take(run, flow, scope, given);
  behaviour.leave?.(run.step, element, scope);
}

/** An incident of completing has been resolved: leaves again, once nothing is alive inside. */
export function completeAgain(run: Run, self: LiveInstance): void {
  if (self.childCount > 0) run.markDirty(self);
  else run.queue.push({ to: 'complete', self, flows: undefined, given: undefined });
}
