import { completeAgain } from '../completing/completing.js';
import { askAgain, begin } from '../entering/entering.js';
import { askForFailedTimers } from '../incidents/failed-timers.js';
import { clear } from '../incidents/incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Outcome } from '../messages.js';
import type { Run } from '../loop/run.js';
import type { Key } from '../state/state.js';
import { dropParked } from '../scopes/termination.js';

/** A person has removed an obstacle: what could not be done is done again, with the variables as they are now. */
export function resolve(run: Run, key: Key): Outcome {
  for (const self of run.state.all()) {
    const { incident } = self;
    if (incident?.key !== key) continue;
    const { usedUp } = run;
    if (usedUp !== undefined) return { outcome: 'rejected', code: 'wrong-state', reason: usedUp.message };
    clear(run, self);
    if (incident.type === 'TOKEN_LEFT_OVER') dropParked(run, self);
    if (incident.phase === 'enter') begin(run, self);
    else if (incident.phase === 'complete') completeAgain(run, self);
    else if (incident.wait === undefined) askAgain(run, self);
    else if (run.state.wait(incident.wait)?.wait.kind === 'job') run.emit({ type: 'job.unblock', key: incident.wait });
    askForFailedTimers(run, self);
    if (incident.phase === 'wait' && isScope(self)) run.markDirty(self);
    return { outcome: 'applied' };
  }
  return { outcome: 'rejected', code: 'not-found', reason: `there is no incident ${key}` };
}

/** Does it end by itself when nothing is alive inside? */
function isScope({ role, element }: LiveInstance): boolean {
  return role === 'body' || 'eventSubProcesses' in element;
}
