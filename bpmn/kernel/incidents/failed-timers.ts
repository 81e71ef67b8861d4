import { isCatching, waitFor } from '../waits/catching.js';
import { raise } from './incidents.js';
import { InvariantError } from '../state/invariant-error.js';
import type { LiveInstance, OpenWait } from '../state/live-instance.js';
import { Obstacle } from './obstacle.js';
import { reasonOf, type Reason } from './reason.js';
import type { Run } from '../loop/run.js';
import type { TimerRequest, Wait } from '../state/state.js';
import { openWait } from '../waits/waits.js';

type TimerWait = Extract<Wait, { readonly kind: 'timer' }>;

/**
 * The due instant of a timer could not be computed. The instance goes on waiting for everything else, marked with an
 * incident. A mark that is there already stays: resolving it asks for this timer, too.
 */
export function timerFailed(run: Run, asked: OpenWait, why: Reason): void {
  const { key, wait, self } = asked;
  if (wait.kind !== 'timer') throw new InvariantError(`${key} is a ${wait.kind}, not a timer`);
  run.state.removeWait(asked);
  run.state.addWait(self, key, { ...wait, failed: true });
  if (self.incident !== undefined) return;
  const reason = reasonOf('timer-without-due-date', { element: wait.for }, why);
  raise(run, self, { type: 'EXTRACT_VALUE_ERROR', reason, wait: key }, 'wait');
}

/**
 * An incident has been resolved: timers whose due instant could not be computed are asked for once more, with variables as they are
 * now. They still count from when they were first asked for, and a cycle keeps its turn. One that fails again marks its
 * holder, unless there is a mark already.
 */
export function askForFailedTimers(run: Run, self: LiveInstance): void {
  for (const open of self.waits) {
    const { wait } = open;
    if (wait.kind !== 'timer' || !wait.failed) continue;
    try {
      const timer = askedAnew(run, self, wait);
      run.state.removeWait(open);
      run.emit({ type: 'timer.cancel', key: open.key });
      openWait(run, self, { kind: 'timer', for: wait.for, timer });
    } catch (obstacle) {
      if (!(obstacle instanceof Obstacle)) throw obstacle;
      if (self.incident !== undefined) continue;
      raise(run, self, { type: obstacle.incident, reason: obstacle.reason, wait: open.key }, 'wait');
    }
  }
}

function askedAnew(run: Run, self: LiveInstance, failed: TimerWait): TimerRequest {
  const element = run.element(failed.for);
  const asked = isCatching(element) ? waitFor(run.step, element, self) : failed;
  if (asked.kind !== 'timer') throw new InvariantError(`${failed.for} does not wait for a timer`);
  const { from, value, repetitions, start } = failed.timer;
  if (failed.timer.kind !== 'cycle') return { ...asked.timer, from };
  const { start: _first, ...timer } = asked.timer;
  return {
    ...timer,
    from,
    value,
    ...(repetitions !== undefined && { repetitions }),
    ...(start !== undefined && { start }),
  };
}
