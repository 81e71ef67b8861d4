import type { Element, ElementId, Expression, FlowId, Instant, Json, SequenceFlow } from '../model/index.js';
import type { Instance, Spawn, Step, ThrownError } from './behaviour.js';
import { caughtAround, throwError } from './scopes/errors.js';
import { evaluate } from './variables/evaluation.js';
import { InvariantError } from './state/invariant-error.js';
import { LiveInstance } from './state/live-instance.js';
import { absorb } from './variables/mappings.js';
import type { Variables } from './messages.js';
import type { Run } from './loop/run.js';
import type { CaughtErrors, Wait } from './state/state.js';
import { interrupt, terminate, terminateInside } from './scopes/termination.js';
import { assignLocal, merge, visible } from './variables/variables.js';

/**
 * The step that behaviours see, on top of a run. A class, not an object of closures: one is made for every input, and an
 * object literal with an accessor would cost more than the rest of a small step.
 */
export class RunStep implements Step {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  get now(): Instant {
    return this.#run.now;
  }

  element(id: ElementId): Element {
    return this.#run.element(id);
  }

  flow(id: FlowId): SequenceFlow {
    return this.#run.flow(id);
  }

  complete(self: Instance, flows?: readonly FlowId[], given?: Variables): void {
    this.#run.queue.push({ to: 'complete', self: live(self), flows, given });
  }

  spawn(element: ElementId, scope: Instance, how?: Spawn): void {
    this.#run.queue.push({ to: 'enter', element: this.#run.element(element), scope: live(scope), ...how });
  }

  ask(self: Instance, wait: Wait): void {
    this.#run.asked.push({ self: live(self), wait });
  }

  terminate(instance: Instance): void {
    terminate(this.#run, live(instance));
  }

  terminateInside(scope: Instance, survivor?: Instance): void {
    terminateInside(this.#run, live(scope), survivor && live(survivor));
  }

  interrupt(scope: Instance): void {
    interrupt(this.#run, live(scope));
  }

  fail(self: Instance, error: ThrownError): void {
    throwError(this.#run, live(self), error);
  }

  caughtAround(self: Instance): CaughtErrors {
    return caughtAround(this.#run, live(self));
  }

  remember(self: Instance, memory: Json): void {
    remember(this.#run, live(self), memory);
  }

  collect(body: Instance, index: number, result: Json): void {
    collect(this.#run, live(body), index, result);
  }

  reserve(self: Instance, instances: number): void {
    this.#run.reserve(live(self), instances);
  }

  evaluate(expression: Expression, at: Instance, more?: Variables): Json {
    return evaluate(this.#run, expression, live(at), more);
  }

  assignLocal(self: Instance, variables: Variables): void {
    assignLocal(this.#run, live(self), variables);
  }

  merge(from: Instance, variables: Variables): void {
    merge(this.#run, live(from), variables);
  }

  absorb(self: Instance, variables: Variables): void {
    absorb(this.#run, live(self), variables);
  }

  visible(self: Instance): Variables {
    return visible(live(self));
  }

  locals(self: Instance): Variables {
    return { ...live(self).variables };
  }
}

/** Instances that behaviours hold are the kernel's own; they only do not see what may be written. */
function live(instance: Instance): LiveInstance {
  if (instance instanceof LiveInstance) return instance;
  throw new InvariantError(`${instance.key} is not an instance that is being stepped`);
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
