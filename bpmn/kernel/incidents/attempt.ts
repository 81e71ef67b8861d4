import { raise } from './incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import { Obstacle } from './obstacle.js';
import type { Run } from '../loop/run.js';
import type { Incident } from '../state/state.js';
import { openWait } from '../waits/waits.js';

/**
 * Runs one phase of an instance's life. When it meets an obstacle, what it asked for is dropped and the instance is
 * marked with an incident of that phase; otherwise what it asked for is opened, in order. True when it went well.
 */
export function attempt(run: Run, self: LiveInstance, phase: Incident['phase'], work: () => void): boolean {
  try {
    work();
  } catch (obstacle) {
    run.asked.length = 0;
    if (!(obstacle instanceof Obstacle)) throw obstacle;
    raise(run, self, { type: obstacle.incident, reason: obstacle.reason }, phase);
    return false;
  }
  if (run.asked.length > 0) openAsked(run);
  return true;
}

function openAsked(run: Run): void {
  for (const { self, wait } of run.asked) openWait(run, self, wait);
  run.asked.length = 0;
}
