import { clear } from '../incidents/incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { InstanceEnd } from '../messages.js';
import type { Run } from '../loop/run.js';
import type { Wait } from '../state/state.js';
import { withdrawAll } from '../waits/waits.js';

/** Ends an instance and everything inside it, children first; what they had asked for is taken back. */
export function terminate(run: Run, self: LiveInstance): void {
  for (const child of [...self.liveChildren()]) terminate(run, child);
  withdrawAll(run, self);
  clear(run, self);
  run.note({ type: 'terminated', key: self.key });
  discard(run, self);
}

/** Ends everything in a scope except `survivor`: instances, parked tokens, tokens on their way. */
export function terminateInside(run: Run, scope: LiveInstance, survivor?: LiveInstance): void {
  for (const child of [...scope.liveChildren()]) if (child !== survivor) terminate(run, child);
  dropParked(run, scope);
  run.queue.dropInto(scope);
  run.markDirty(scope);
}

/** As `terminateInside`; besides, no event sub-process of the scope can start any more (BPMN 13.5.4). */
export function interrupt(run: Run, scope: LiveInstance): void {
  terminateInside(run, scope);
  withdrawAll(run, scope, (wait) => startsEventSubProcess(run, wait));
  if (!isBlockedStill(scope)) clear(run, scope);
}

/** Its tokens and starts are gone, and what blocked it with them; only timers at its edge may be left to ask for. */
function isBlockedStill({ waits }: LiveInstance): boolean {
  return waits.some(({ wait }) => wait.kind === 'timer' && wait.failed);
}

/** Tokens in front of the joins of a scope vanish. */
export function dropParked(run: Run, scope: LiveInstance): void {
  if (scope.parked === undefined) return;
  run.state.change();
  scope.parked = undefined;
}

/** Takes an instance that has ended out of the tree, with its variables. */
export function discard(run: Run, self: LiveInstance): void {
  if (self.variables !== undefined && self.scope !== null) run.emit({ type: 'scope.closed', scope: self.key });
  run.state.remove(self);
  run.markDirty(self.scope);
}

/** Nothing of the process instance is left but how it ended. */
export function end(run: Run, how: InstanceEnd): void {
  run.state.status = how.status === 'completed' ? 'completed' : 'terminated';
  run.state.root = undefined;
  run.emit({ type: 'ended', how });
}

function startsEventSubProcess(run: Run, wait: Wait): boolean {
  const { container } = run.element(wait.for);
  return (
    container !== null && run.element(container).type === 'eventSubProcess' && !('attachedTo' in run.element(wait.for))
  );
}
