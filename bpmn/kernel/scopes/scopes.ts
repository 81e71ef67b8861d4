import type { ElementId, FlowId } from '../../model/index.js';
import { raise } from '../incidents/incidents.js';
import { askJoins } from './joins.js';
import type { LiveInstance } from '../state/live-instance.js';
import { reason } from '../incidents/reason.js';
import type { Run } from '../loop/run.js';
import { waitingJoins } from '../completing/tokens.js';

/**
 * Nothing is on its way any more: looks at the scopes in which something has changed, lets joins go on and scopes end.
 * True when that led to new commands.
 */
export function completeScopes(run: Run): boolean {
  for (let scope = run.dirtyScopes.peek(); scope !== undefined; scope = run.dirtyScopes.peek()) {
    if (!scope.ended && askJoins(run, scope)) return true;
    run.dirtyScopes.take();
    scope.dirty = false;
    if (!scope.ended && endsNow(run, scope)) return true;
  }
  return false;
}

/** Nothing is alive inside: the scope may end. True when it goes on by that. */
function endsNow(run: Run, scope: LiveInstance): boolean {
  if (scope.childCount > 0 || isHeldBack(scope)) return false;
  const joins = scope.parked === undefined ? [] : [...waitingJoins(run, scope)];
  if (joins.length > 0) {
    if (joins.some((join) => isLeftOver(run, scope, join))) {
      // BPMN leaves such an instance waiting for ever (13.4.1, 13.4.3); here a person may drop the tokens.
      const leftOver = reason('tokens-left-over', { joins: joins.join(', ') });
      raise(run, scope, { type: 'TOKEN_LEFT_OVER', reason: leftOver }, 'complete');
    }
    return false;
  }
  run.behaviour(scope.element).childrenEnded?.(run.step, scope.element, scope);
  return true;
}

/** What the scope only waits for besides its work, a timer, ends with it; so does the incident of such a timer. */
function isHeldBack({ incident }: LiveInstance): boolean {
  return incident !== undefined && incident.phase !== 'wait';
}

function isLeftOver(run: Run, scope: LiveInstance, join: ElementId): boolean {
  const element = run.element(join);
  const { leftOver } = run.behaviour(element);
  return leftOver === undefined || leftOver(element, scope.parked ?? new Map<FlowId, number>());
}
