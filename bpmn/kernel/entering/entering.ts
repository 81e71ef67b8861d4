import type { Json } from '../../model/index.js';
import { raise } from '../incidents/incidents.js';
import type { LiveInstance } from '../state/live-instance.js';
import { applyInputs } from '../variables/mappings.js';
import type { Variables } from '../messages.js';
import { attempt } from '../incidents/attempt.js';
import type { EnterCommand } from '../loop/queue.js';
import type { Run } from '../loop/run.js';
import { assignLocal } from '../variables/variables.js';

/** What an instance remembers that was entered because what it waits for had happened. */
type GivenMemory = { readonly given?: Variables };

/** A token arrives: the element instance comes into being and its work begins. */
export function enter(run: Run, command: EnterCommand): void {
  const { element, scope, given, locals } = command;
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
  const { exhausted } = run;
  if (exhausted === undefined) begin(run, self);
  else raise(run, self, { type: 'STEP_LIMIT_EXCEEDED', reason: exhausted }, 'enter');
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
