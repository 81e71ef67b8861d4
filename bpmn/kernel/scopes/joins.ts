import type { LiveInstance } from '../state/live-instance.js';
import type { Run } from '../loop/run.js';
import { unpark, waitingJoins } from '../completing/tokens.js';

/**
 * Asks the joins of a scope that have tokens in front of them; the first that may go on takes its tokens and is
 * entered. Only asked when no token is on its way, and again after every change, so that a token that died elsewhere
 * also opens an inclusive join. True when one went on.
 */
export function askJoins(run: Run, scope: LiveInstance): boolean {
  if (scope.parked === undefined) return false;
  for (const id of waitingJoins(run, scope)) {
    const element = run.element(id);
    const flows = run.behaviour(element).join?.(run.step, element, scope, scope.parked);
    if (flows === undefined) continue;
    unpark(run, scope, flows);
    run.queue.push({ to: 'enter', element, scope });
    return true;
  }
  return false;
}
