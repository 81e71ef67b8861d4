import type { Json } from '../../model/index.js';
import { raise } from '../incidents/incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import { applyInputs } from '../variables/mappings.js';
import type { Variables } from '../messages.js';
import { attempt } from '../incidents/attempt.js';
import type { EnterCommand } from '../loop/queue.js';
import type { Run } from '../loop/run.js';
import type { Reason } from '../incidents/reason.js';
import { terminateInside } from '../scopes/termination.js';
import { assignLocal } from '../variables/variables.js';
import { withdrawAll } from '../waits/waits.js';

/** What an instance remembers that was entered because what it waits for had happened. */
type GivenMemory = { readonly given?: Variables };

/** A token arrives: the element instance comes into being and its work begins. */
export function enter(run: Run, command: EnterCommand): void {
  const { element, scope, given, locals } = command;
  const { exhausted } = run;
  const body = exhausted && run.newBodyAround(scope);
  if (body !== undefined) return stop(run, body, exhausted!);
  const role = command.role ?? ('multiInstance' in element && element.multiInstance ? 'body' : undefined);
  const self = run.state.add(element, scope, role);
  const memory: Json | undefined = given === undefined ? command.memory : { given };
  if (memory !== undefined) self.memory = memory;
  run.note({
    type: 'entered',
    key: self.key,
    element: element.id,
    elementType: element.type,
    scope: scope.key,
    ...(role !== undefined && { role }),
  });
  if (locals !== undefined) assignLocal(run, self, locals);
  if (exhausted === undefined) begin(run, self);
  else raise(run, self, { type: 'STEP_LIMIT_EXCEEDED', reason: exhausted }, 'enter');
}

/**
 * A multi-instance activity turns out to be more than one step may make: of all that has been made inside nothing stays, and
 * one incident says so. Resolved, it begins anew.
 */
function stop(run: Run, body: LiveInstance, reason: Reason): void {
  terminateInside(run, body);
  withdrawAll(run, body);
  raise(run, body, { type: 'STEP_LIMIT_EXCEEDED', reason }, 'enter');
}

/** The work of an instance begins; again, when an incident of entering has been resolved. */
export function begin(run: Run, self: LiveInstance): void {
  attempt(run, self, 'enter', () => {
    if (self.role !== 'body') applyInputs(run, self);
    run.behaviour(self.element).enter(run.step, self.element, self, (self.memory as GivenMemory | undefined)?.given);
  });
}

/** What an instance had asked for failed and the incident has been resolved: asks once more, with inputs as they are now. */
export function askAgain(run: Run, self: LiveInstance): void {
  attempt(run, self, 'wait', () => {
    applyInputs(run, self);
    run.behaviour(self.element).askAgain?.(run.step, self.element, self);
  });
}
