import type { StepResult } from '../kernel/kernel.js';
import type { ArmedEffect, Effect, JournalEntry, Variables } from '../kernel/messages.js';
import type { InstanceState, Key } from '../kernel/state/state.js';

/** What a host holds for one instance, from nothing but effects and journal; it complains about whatever does not fit. */
export class FakeHost {
  /** Open requests by key. */
  readonly open = new Map<Key, Effect>();
  /** Keys that were open once. */
  readonly over: Key[] = [];
  readonly blocked = new Set<Key>();
  /** Timers whose due instant could not be computed: still asked for, not armed. */
  readonly failed = new Set<Key>();
  readonly incidents = new Set<Key>();
  readonly variables = new Map<Key, Record<string, unknown>>();
  readonly live = new Map<Key, string>();
  readonly entered: string[] = [];
  /** Bodies of multi-instance activities, with the number of their iterations. */
  readonly bodies = new Map<Key, { readonly element: string; iterations: number }>();
  ended = false;

  take({ effects, journal }: Pick<StepResult, 'effects' | 'journal'>): void {
    for (const effect of effects) this.#carryOut(effect);
    for (const entry of journal) this.#write(entry);
  }

  /** The timers and activities it would have armed, in key order. */
  armed(): readonly ArmedEffect[] {
    const asked = [...this.open.values()].filter(
      (effect) => effect.type === 'timer.set' || effect.type === 'activity.start',
    );
    return asked.filter(({ key }) => !this.failed.has(key));
  }

  /** Compares with what the kernel says its state is. */
  compare(state: InstanceState): void {
    const waits = Object.values(state.instances).flatMap((instance) => Object.keys(instance.waits ?? {}));
    same('open requests', [...this.open.keys()].sort(), waits.sort());
    same('live instances', [...this.live.keys()].sort(), Object.keys(state.instances).sort());
    const incidents = Object.values(state.instances).flatMap(({ incident }) => (incident ? [incident.key] : []));
    same('incidents', [...this.incidents].sort(), incidents.sort());
    if (state.status === 'active')
      same('variables', variablesOf(this.variables), variablesOf(new Map(entries(state.variables))));
    const parked = Object.values(state.parked).flatMap((flows) => Object.values(flows));
    same(
      'flows with less than no token',
      parked.filter((tokens) => tokens < 0),
      [],
    );
    if (this.ended) {
      same('what is left of an ended instance', { ...state, sequence: 0, status: '' }, emptyState);
      same('ended', state.status === 'completed' || state.status === 'terminated', true);
    }
  }

  #carryOut(effect: Effect): void {
    if (this.ended) throw new Error(`${effect.type} after the end`);
    switch (effect.type) {
      case 'job.open':
      case 'task.open':
      case 'subscription.open':
      case 'child.start':
      case 'timer.set':
      case 'activity.start':
        if (this.open.has(effect.key) || this.over.includes(effect.key))
          throw new Error(`${effect.key} is given out twice`);
        this.open.set(effect.key, effect);
        break;
      case 'job.close':
      case 'task.close':
      case 'subscription.close':
      case 'child.cancel':
      case 'timer.cancel':
      case 'activity.cancel':
        this.close(effect.key);
        break;
      case 'job.retry':
        if (!this.open.has(effect.key) || this.blocked.has(effect.key))
          throw new Error(`${effect.key} cannot be retried`);
        break;
      case 'job.block':
        this.blocked.add(effect.key);
        break;
      case 'job.unblock':
        if (!this.blocked.delete(effect.key)) throw new Error(`${effect.key} is not blocked`);
        break;
      case 'incident.raise':
        this.incidents.add(effect.key);
        break;
      case 'incident.clear':
        if (!this.incidents.delete(effect.key)) throw new Error(`${effect.key} is no open incident`);
        break;
      case 'variable.set':
        this.variables.set(effect.scope, { ...this.variables.get(effect.scope), [effect.name]: effect.value });
        break;
      case 'scope.closed':
        if (!this.variables.delete(effect.scope)) throw new Error(`scope ${effect.scope} has no variables`);
        break;
      case 'ended':
        this.ended = true;
    }
  }

  /** A request is over: answered, or taken back. */
  close(key: Key): void {
    if (!this.open.delete(key)) throw new Error(`${key} is not open`);
    this.blocked.delete(key);
    this.failed.delete(key);
    this.over.push(key);
  }

  #write(entry: JournalEntry): void {
    if (entry.type === 'entered') {
      if (entry.scope !== null && !this.live.has(entry.scope)) throw new Error(`${entry.key} enters a dead scope`);
      this.live.set(entry.key, entry.element);
      if (entry.role === 'body') this.bodies.set(entry.key, { element: entry.element, iterations: 0 });
      else this.entered.push(entry.element);
      const body = entry.role === 'iteration' && entry.scope !== null ? this.bodies.get(entry.scope) : undefined;
      if (body) body.iterations += 1;
    } else if (entry.type === 'completed' || entry.type === 'terminated') {
      if (!this.live.delete(entry.key)) throw new Error(`${entry.key} ends but does not live`);
    }
  }
}

const emptyState = { schema: 1, status: '', sequence: 0, instances: {}, parked: {}, variables: {} };

function variablesOf(scopes: ReadonlyMap<string, unknown>): unknown[] {
  return [...scopes].map(([scope, variables]) => [scope, ...entries(variables as Variables).sort()]).sort();
}

function entries(record: object): [string, unknown][] {
  return Object.entries(record);
}

/** Compares as JSON; order counts. */
export function same(what: string, actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} is not ${right}`);
}
