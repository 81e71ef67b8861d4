import type { Element, ElementId, FlowId, ProcessDefinition } from '../../model/index.js';
import { InvariantError } from './invariant-error.js';
import { LiveInstance, type OpenWait } from './live-instance.js';
import type { Variables } from '../messages.js';
import {
  initialState,
  largestLocalNumber,
  type ElementInstance,
  type InstanceState,
  type Key,
  type Wait,
} from './state.js';

/**
 * The state of one process instance while a session works on it: a tree of live instances with an index of keys and of
 * waits. Reading a state and saving it again leaves the state at rest untouched; saved parts are never written again,
 * because writing in place needs the current `owner` token and saving renews it.
 */
export class WorkingState {
  status: InstanceState['status'];
  root: LiveInstance | undefined;
  /** Proof of having copied since the last save; see `LiveInstance.variablesOwner`. */
  owner: object = {};
  readonly #instances = new Map<Key, LiveInstance>();
  readonly #waits = new Map<Key, OpenWait>();
  #sequence: number;
  #saved: InstanceState;
  #changed = false;

  constructor(definition: ProcessDefinition, state: InstanceState) {
    const { schema }: { readonly schema: number } = state;
    if (schema !== initialState.schema) throw new InvariantError(`A state of schema ${schema} cannot be read`);
    this.#saved = state;
    this.status = state.status;
    this.#sequence = state.sequence;
    for (const record of Object.values(state.instances)) this.#revive(definition, state, record);
  }

  instance(key: Key): LiveInstance | undefined {
    return this.#instances.get(key);
  }

  /** All live instances in creation order. */
  all(): Iterable<LiveInstance> {
    return this.#instances.values();
  }

  wait(key: Key): OpenWait | undefined {
    return this.#waits.get(key);
  }

  nextKey<Letter extends string>(letter: Letter): `${Letter}${number}` {
    if (this.#sequence >= largestLocalNumber) throw new InvariantError('the instance has no keys left');
    this.#changed = true;
    this.#sequence += 1;
    return `${letter}${this.#sequence}`;
  }

  /** How many keys there have been so far. */
  get keysGivenOut(): number {
    return this.#sequence;
  }

  /** Was this number ever given out as a key? */
  hasGivenOut(number: number): boolean {
    return number >= 1 && number <= this.#sequence;
  }

  add(element: Element, scope: LiveInstance | null, role: 'body' | 'iteration' | undefined): LiveInstance {
    const instance = new LiveInstance(this.nextKey('e'), element, scope, role);
    this.#attach(instance);
    return instance;
  }

  remove(instance: LiveInstance): void {
    this.#changed = true;
    instance.ended = true;
    this.#instances.delete(instance.key);
    instance.scope?.children?.delete(instance);
  }

  addWait(self: LiveInstance, key: Key, wait: Wait): void {
    this.touch(self);
    const open: OpenWait = { key, wait, self };
    self.waits = self.waits.concat(open);
    this.#waits.set(key, open);
  }

  removeWait(open: OpenWait): void {
    const { key, self } = open;
    this.touch(self);
    self.waits = self.waits.filter((each) => each !== open);
    this.#waits.delete(key);
  }

  /** To be called when something in the record of an instance is written. */
  touch(self: LiveInstance): void {
    this.#changed = true;
    self.record = undefined;
  }

  /** To be called when variables or parked tokens are written. */
  change(): void {
    this.#changed = true;
  }

  /** The state at rest; the given one when nothing has changed. */
  save(): InstanceState {
    if (!this.#changed) return this.#saved;
    const instances: Record<Key, ElementInstance> = {};
    const parked: Record<Key, Readonly<Record<FlowId, number>>> = {};
    const variables: Record<Key, Variables> = {};
    for (const instance of this.#instances.values()) {
      instances[instance.key] = instance.record ??= toRecord(instance);
      if (instance.parked && instance.parked.size > 0) parked[instance.key] = Object.fromEntries(instance.parked);
      if (instance.variables) variables[instance.key] = instance.variables;
    }
    this.#saved = {
      schema: initialState.schema,
      status: this.status,
      sequence: this.#sequence,
      instances,
      parked,
      variables,
    };
    this.#changed = false;
    this.owner = {};
    return this.#saved;
  }

  #revive(definition: ProcessDefinition, state: InstanceState, record: ElementInstance): void {
    const scope = record.scope === null ? null : this.#instances.get(record.scope);
    if (scope === undefined) throw new InvariantError(`${record.key}: its scope ${record.scope} comes later or never`);
    const instance = new LiveInstance(record.key, elementOf(definition, record.element), scope, record.role);
    this.#attach(instance);
    instance.memory = record.memory;
    instance.incident = record.incident;
    instance.outputsApplied = record.outputsApplied;
    instance.variables = state.variables[record.key];
    const parked = state.parked[record.key];
    if (parked) instance.parked = new Map(Object.entries(parked));
    if (record.waits !== undefined) {
      const waits: OpenWait[] = [];
      for (const key in record.waits) {
        const open: OpenWait = { key: key as Key, wait: record.waits[key as Key] as Wait, self: instance };
        waits.push(open);
        this.#waits.set(open.key, open);
      }
      instance.waits = waits;
    }
    instance.record = record;
  }

  #attach(instance: LiveInstance): void {
    this.#instances.set(instance.key, instance);
    if (instance.scope === null) this.root = instance;
    else (instance.scope.children ??= new Set()).add(instance);
  }
}

/** An element of a definition; a missing one is a bug in the definition or the state. */
export function elementOf(definition: ProcessDefinition, id: ElementId): Element {
  const element = definition.elements[id];
  if (!element) throw new InvariantError(`process ${definition.processId} has no element ${id}`);
  return element;
}

/** A plain record of an instance; what it does not have is absent. */
function toRecord(instance: LiveInstance): ElementInstance {
  const { key, element, scope, role, waits, memory, incident, outputsApplied } = instance;
  const record: { -readonly [Member in keyof ElementInstance]: ElementInstance[Member] } = {
    key,
    element: element.id,
    scope: scope === null ? null : scope.key,
  };
  if (role !== undefined) record.role = role;
  if (waits.length > 0) {
    const open: Record<Key, Wait> = (record.waits = {});
    for (const { key: wait, wait: what } of waits) open[wait] = what;
  }
  if (memory !== undefined) record.memory = memory;
  if (incident !== undefined) record.incident = incident;
  if (outputsApplied !== undefined) record.outputsApplied = outputsApplied;
  return record;
}
