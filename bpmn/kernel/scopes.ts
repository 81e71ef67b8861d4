import type { ElementId, FlowId } from '../model/index.js';
import { raise } from './incidents.js';
import { askJoins } from './joins.js';
import type { LiveInstance } from './live-instance.js';
import type { Run } from './run.js';
import { waitingJoins } from './tokens.js';

/**
 * Nothing is on its way any more: looks at the scopes in which something has changed, lets joins go on and scopes end.
 * True when that led to new commands.
 */
export function settle(run: Run): boolean {
  for (const scope of run.stirred) {
    if (!scope.ended && goOn(run, scope)) return true;
    run.stirred.delete(scope);
  }
  return false;
}

function goOn(run: Run, scope: LiveInstance): boolean {
  if (askJoins(run, scope)) return true;
  if (scope.childCount > 0 || scope.incident !== undefined) return false;
  run.stirred.delete(scope);
  const joins = scope.parked === undefined ? [] : [...waitingJoins(run, scope)];
  if (joins.length > 0) {
    if (joins.some((join) => isLeftOver(run, scope, join))) {
      raise(run, scope, { type: 'TOKEN_LEFT_OVER', message: leftOver(joins) }, 'complete');
    }
    return false;
  }
  run.behaviour(scope.element).childrenEnded?.(run.step, scope.element, scope);
  return true;
}

function isLeftOver(run: Run, scope: LiveInstance, join: ElementId): boolean {
  const element = run.element(join);
  const { leftOver } = run.behaviour(element);
  return leftOver === undefined || leftOver(element, scope.parked ?? new Map<FlowId, number>());
}

/** BPMN leaves such an instance waiting for ever (13.4.1, 13.4.3); here a person may drop the tokens. */
function leftOver(joins: readonly ElementId[]): string {
  return `Everything else has ended, but tokens are left in front of ${joins.join(', ')}; resolving drops them`;
}
