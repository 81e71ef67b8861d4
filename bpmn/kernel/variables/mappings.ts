import type { Element, Json, JsonObject, VariableMapping } from '../../model/index.js';
import { evaluate } from './evaluation.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';
import { Obstacle } from '../incidents/obstacle.js';
import type { Run } from '../loop/run.js';
import { assignLocal, lookup, merge } from './variables.js';

/**
 * Input mappings: each result becomes a variable of the element instance itself; what it already has under the name of a
 * path keeps its other members. All or none.
 */
export function applyInputs(run: Run, self: LiveInstance): void {
  const mappings = mappingsOf(self.element, 'inputs');
  if (mappings.length === 0) return;
  assignLocal(
    run,
    self,
    evaluateAll(run, self, mappings, (name) => own(self, name)),
  );
}

/**
 * Output mappings: the results are merged into the scopes around the element; those of a multi-instance iteration start
 * at the iteration itself, where its output element is evaluated. A path changes one member of the variable as it stands
 * there, whatever the element itself has under that name. All or none, and once: an element that then cannot be left for
 * another reason is left later without them.
 */
export function applyOutputs(run: Run, self: LiveInstance): void {
  const mappings = mappingsOf(self.element, 'outputs');
  if (mappings.length === 0 || self.outputsApplied) return;
  const target = self.role === 'iteration' || self.scope === null ? self : self.scope;
  const results = evaluateAll(run, self, mappings, (name) => lookup(target, name));
  merge(run, target, results);
  run.state.touch(self);
  self.outputsApplied = true;
}

/**
 * Takes over what the outside brought: with output mappings it stays local to the element and only they go further;
 * without, each variable is merged upwards.
 */
export function absorb(run: Run, self: LiveInstance, variables: Variables): void {
  if (mappingsOf(self.element, 'outputs').length > 0) assignLocal(run, self, variables);
  else merge(run, self, variables);
}

function own({ variables }: LiveInstance, name: string): Json | undefined {
  return variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function mappingsOf(element: Element, which: 'inputs' | 'outputs'): readonly VariableMapping[] {
  return 'inputs' in element ? element[which] : [];
}

/** In modelling order; a mapping sees the results of those before it. A target path `a.b` writes into `base` of `a`. */
function evaluateAll(
  run: Run,
  self: LiveInstance,
  mappings: readonly VariableMapping[],
  base: (name: string) => Json | undefined,
): Variables {
  let results: Variables = {};
  let seen: Variables = {};
  for (const { source, target } of mappings) {
    const value = evaluateMapping(run, source, self, seen);
    const [name, ...path] = target.split('.') as [string, ...string[]];
    const known = Object.hasOwn(results, name) ? results[name] : base(name);
    results = { ...results, [name]: write(known, path, value) };
    const shown = Object.hasOwn(seen, name) ? seen[name] : lookup(self, name);
    seen = { ...seen, [name]: write(shown, path, value) };
  }
  return results;
}

function evaluateMapping(run: Run, source: VariableMapping['source'], self: LiveInstance, seen: Variables): Json {
  try {
    return evaluate(run, source, self, seen);
  } catch (obstacle) {
    if (obstacle instanceof Obstacle) throw new Obstacle('IO_MAPPING_ERROR', obstacle.reason);
    throw obstacle;
  }
}

/** `value` at a path inside `into`; what is no object on the way is replaced by one. */
function write(into: Json | undefined, path: readonly string[], value: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const object: JsonObject = isObject(into) ? into : {};
  return { ...object, [name]: write(Object.hasOwn(object, name) ? object[name] : undefined, rest, value) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
