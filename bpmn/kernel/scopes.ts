import { raise } from './incidents.js';
import { askJoins } from './joins.js';
import type { LiveInstance } from './live-instance.js';
import type { Run } from './run.js';

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
  if (scope.parked !== undefined && scope.parked.size > 0) {
    raise(run, scope, { type: 'TOKEN_LEFT_OVER', message: leftOver(run, scope) }, 'complete');
    return false;
  }
  run.behaviour(scope.element).childrenEnded?.(run.step, scope.element, scope);
  return true;
}

/** BPMN leaves such an instance waiting for ever (13.4.1, 13.4.3); here a person may drop the tokens. */
function leftOver(run: Run, scope: LiveInstance): string {
  const joins = new Set([...(scope.parked?.keys() ?? [])].map((flow) => run.flow(flow).target));
  return `Everything else has ended, but tokens are left in front of ${[...joins].join(', ')}; resolving drops them`;
}
