import type { Json } from '../model/index.js';
import type { Instance, Spawn, Step, ThrownError } from './behaviour.js';
import { caughtAround, throwError } from './errors.js';
import { evaluate } from './evaluation.js';
import { InvariantError } from './invariant-error.js';
import { LiveInstance } from './live-instance.js';
import { absorb } from './mappings.js';
import type { Variables } from './messages.js';
import type { Run } from './run.js';
import { interrupt, terminate, terminateInside } from './termination.js';
import { assignLocal, merge, visible } from './variables.js';

/** The step that behaviours see, on top of a run. */
export function createStep(run: Run): Step {
  return {
    get now() {
      return run.now;
    },
    element: (id) => run.element(id),
    flow: (id) => run.flow(id),
    complete: (self, flows, given) => run.queue.push({ to: 'complete', self: live(self), flows, given }),
    spawn: (element, scope, how?: Spawn) =>
      run.queue.push({ to: 'enter', element: run.element(element), scope: live(scope), ...how }),
    ask: (self, wait) => void run.asked.push({ self: live(self), wait }),
    terminate: (instance) => terminate(run, live(instance)),
    terminateInside: (scope, survivor) => terminateInside(run, live(scope), survivor && live(survivor)),
    interrupt: (scope) => interrupt(run, live(scope)),
    fail: (self, error: ThrownError) => throwError(run, live(self), error),
    caughtAround: (self) => caughtAround(run, live(self)),
    remember: (self, memory) => remember(run, live(self), memory),
    collect: (body, index, result) => collect(run, live(body), index, result),
    evaluate: (expression, at, more?: Variables) => evaluate(run, expression, live(at), more),
    assignLocal: (self, variables) => assignLocal(run, live(self), variables),
    merge: (from, variables) => merge(run, live(from), variables),
    absorb: (self, variables) => absorb(run, live(self), variables),
    visible: (self) => visible(live(self)),
    locals: (self) => ({ ...live(self).variables }),
  };
}

/** Instances that behaviours hold are the kernel's own; they only do not see what may be written. */
function live(instance: Instance): LiveInstance {
  if (instance instanceof LiveInstance) return instance;
  throw new InvariantError(`${instance.key} is not an instance of this session`);
}

function remember(run: Run, self: LiveInstance, memory: Json): void {
  run.state.touch(self);
  self.memory = memory;
  self.resultsOwner = undefined;
}

/** Copies the list once per session and writes in place from then on, so that long lists stay cheap. */
function collect(run: Run, body: LiveInstance, index: number, result: Json): void {
  const memory = body.memory as { readonly results: readonly Json[] };
  const owned = body.resultsOwner === run.state.owner;
  const results = owned ? (memory.results as Json[]) : [...memory.results];
  results[index] = result;
  run.state.touch(body);
  if (!owned) body.memory = { ...memory, results };
  body.resultsOwner = run.state.owner;
}
