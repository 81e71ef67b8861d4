import type { Json } from '../../model/index.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';
import type { Run } from '../loop/run.js';
import type { InstanceState, Key } from '../state/state.js';

/** The value of the nearest variable of a name, going up from an instance; undefined where there is none. */
export function lookup(from: LiveInstance, name: string): Json | undefined {
  for (let at: LiveInstance | null = from; at !== null; at = at.scope) {
    if (at.variables !== undefined && Object.hasOwn(at.variables, name)) return at.variables[name];
    if (at.role === 'body') {
      const results = collectedResults(at, name);
      if (results !== undefined) return results;
    }
  }
  return undefined;
}

/** Sets variables of the instance itself. */
export function assignLocal(run: Run, self: LiveInstance, variables: Variables): void {
  if (self.variables === undefined) return assignFirst(run, self, variables);
  for (const name in variables) assign(run, self, name, variables[name] as Json);
}

/** An instance gets its first variables, all at once: in a multi-instance activity that happens once per item. */
function assignFirst(run: Run, self: LiveInstance, variables: Variables): void {
  const names = Object.keys(variables);
  if (names.length === 0) return;
  run.state.change();
  self.variables = { ...variables };
  self.variablesOwner = run.state.owner;
  for (const name of names) run.emit({ type: 'variable.set', scope: self.key, name, value: variables[name] as Json });
}

/** Each variable goes to the nearest scope that has it, `from` itself first; else to the process (Camunda: merge). */
export function merge(run: Run, from: LiveInstance, variables: Variables): void {
  for (const name in variables) assign(run, holderOf(from, name), name, variables[name] as Json);
}

/** Everything visible at an instance, nearest first. */
export function visible(self: LiveInstance): Variables {
  if (self.scope === null) return { ...self.variables };
  return { ...visible(self.scope), ...self.variables };
}

/**
 * The variables an element instance sees, by the state at rest: its own, then those of the scopes around it; the
 * nearest wins. Empty for a key that is not alive.
 */
export function visibleVariables(state: InstanceState, scope: Key): Variables {
  const instance = state.instances[scope];
  if (instance === undefined) return {};
  const outer = instance.scope === null ? {} : visibleVariables(state, instance.scope);
  return { ...outer, ...state.variables[scope] };
}

function holderOf(from: LiveInstance, name: string): LiveInstance {
  let at = from;
  while (!(at.variables !== undefined && Object.hasOwn(at.variables, name))) {
    if (at.scope === null) return at;
    at = at.scope;
  }
  return at;
}

function assign(run: Run, holder: LiveInstance, name: string, value: Json): void {
  const own = holder.variables;
  if (own !== undefined && own[name] === value && Object.hasOwn(own, name)) return;
  run.state.change();
  if (own !== undefined && holder.variablesOwner === run.state.owner && name !== '__proto__') {
    (own as Record<string, Json>)[name] = value;
  } else {
    holder.variables = { ...own, [name]: value };
    holder.variablesOwner = run.state.owner;
  }
  run.emit({ type: 'variable.set', scope: holder.key, name, value });
}

/**
 * The list that a multi-instance body collects its results in, seen from inside under the name of its output
 * collection. Expressions may keep what they have read, so it is copied before the next write.
 */
function collectedResults(body: LiveInstance, name: string): Json | undefined {
  const { element, memory } = body;
  if (!('multiInstance' in element) || element.multiInstance?.outputCollection !== name) return undefined;
  body.resultsOwner = undefined;
  return (memory as { readonly results?: readonly Json[] } | undefined)?.results;
}
