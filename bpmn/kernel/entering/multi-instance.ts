import type { Activity, Json, MultiInstance } from '../../model/index.js';
import type { Instance, Step } from '../behaviour.js';
import { boolean, list } from '../variables/expecting.js';
import { InvariantError } from '../state/invariant-error.js';

/** What a body remembers. */
type BodyMemory = {
  /** Iterations that have come into being so far. */
  readonly created: number;
  /** Sequential only: the items, also those to come. */
  readonly items?: readonly Json[];
  /** With an output collection: one place per item. */
  readonly results?: readonly Json[];
  /** The completion condition was met. */
  readonly done?: true;
};

/** What an iteration remembers: its place among the items. */
type IterationMemory = { readonly index: number };

/** The body begins: all iterations at once, or the first (BPMN 10.3.8, 13.3.7). */
export function enterBody(step: Step, element: Activity, loop: MultiInstance, self: Instance): void {
  const items = list(step, loop.inputCollection, self);
  const first = loop.sequential ? items.slice(0, 1) : items;
  step.reserve(self, first.length);
  const memory: BodyMemory = {
    created: first.length,
    ...(loop.sequential && { items }),
    ...(loop.outputCollection !== undefined && { results: items.map(() => null) }),
  };
  step.remember(self, memory);
  if (items.length === 0) step.complete(self);
  first.forEach((item, index) => iterate(step, element, loop, self, index, item));
}

/** An iteration is being left: its result finds its place, and the completion condition is asked. */
export function completeIteration(step: Step, loop: MultiInstance, self: Instance): void {
  const body = bodyOf(self);
  const { index } = self.memory as IterationMemory;
  if (loop.outputCollection !== undefined) {
    const result = loop.outputElement === undefined ? null : step.evaluate(loop.outputElement, self);
    step.collect(body, index, result);
  }
  if (loop.completionCondition === undefined) return;
  if (boolean(step, loop.completionCondition, self, counts(body))) {
    step.remember(body, { ...(body.memory as BodyMemory), done: true });
  }
}

/** An iteration has been left: once the completion condition is met, the others end. */
export function leaveIteration(step: Step, body: Instance): void {
  if ((body.memory as BodyMemory).done) step.terminateInside(body);
}

/** No iteration is alive: the next one, or the end. */
export function iterationsEnded(step: Step, element: Activity, loop: MultiInstance, self: Instance): void {
  const memory = self.memory as BodyMemory;
  const { created, items = [], done } = memory;
  const next = items[created];
  if (done || next === undefined) return step.complete(self);
  step.remember(self, { ...memory, created: created + 1 });
  iterate(step, element, loop, self, created, next);
}

/** The body is being left: the collected results go to the scopes around it. */
export function completeBody(step: Step, loop: MultiInstance, self: Instance): void {
  const { results } = self.memory as BodyMemory;
  if (loop.outputCollection === undefined || results === undefined || self.scope === null) return;
  step.merge(self.scope, { [loop.outputCollection]: results });
}

function iterate(step: Step, element: Activity, loop: MultiInstance, body: Instance, index: number, item: Json): void {
  const { inputElement, outputElement } = loop;
  const output = outputElement?.kind === 'feel' ? leadingVariable(outputElement.source) : undefined;
  step.spawn(element.id, body, {
    role: 'iteration',
    memory: { index } satisfies IterationMemory,
    locals: {
      ...(output !== undefined && { [output]: null }),
      ...(inputElement !== undefined && { [inputElement]: item }),
      loopCounter: index + 1,
    },
  });
}

/** What a completion condition may ask for; the iteration that is being left counts as completed (BPMN table 10.30). */
function counts(body: Instance): Record<string, number> {
  const { created } = body.memory as BodyMemory;
  const active = body.childCount - 1;
  return {
    numberOfInstances: created,
    numberOfActiveInstances: active,
    numberOfCompletedInstances: created - active,
    numberOfTerminatedInstances: 0,
  };
}

/**
 * The variable of an output element that only names one, like `result` or `result.amount`: it is created in each
 * iteration, so that what a worker returns under that name stays there (Camunda: multi-instance).
 */
function leadingVariable(source: string): string | undefined {
  return /^\s*([\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*\s*$/u.exec(source)?.[1];
}

function bodyOf(iteration: Instance): Instance {
  if (iteration.scope?.role !== 'body') throw new InvariantError(`${iteration.key}: an iteration without its body`);
  return iteration.scope;
}
