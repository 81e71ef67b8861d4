import {
  localNumber,
  type Effect,
  type Instant,
  type JournalEntry,
  type Key,
  type Owner,
  type ProcessDefinition,
  type TaskRequest,
} from '../../bpmn/index.js';
import type { Projections, UnassignedTask } from '../ports.js';
import type { CommittedInput } from './protocol.js';
import type { Reckoned } from './reckoning.js';

/**
 * What a step writes, as the SQL function `apply_writes` takes it: one list per table, absent when empty. Rows that were
 * opened and closed within the step are written once, in their last state; timers set and cancelled leave no trace.
 */
export type Writes = Readonly<Record<string, unknown>>;

type Row = Record<string, unknown>;

/** Collects the rows of one table: opened in this step, or changed from an earlier one. */
class Rows {
  readonly opened = new Map<Key, Row>();
  readonly changed = new Map<Key, Row>();

  open(key: Key, row: Row): void {
    this.opened.set(key, { local: localNumber(key), wait: key, ...row });
  }

  /** Merges a change into the opened row, or records it for an earlier one. */
  change(key: Key, change: Row): void {
    const row = this.opened.get(key);
    if (row) Object.assign(row, change);
    else this.changed.set(key, { local: localNumber(key), ...change });
  }

  /** Removes a row opened in this step, or records the removal of an earlier one. */
  remove(key: Key): void {
    if (!this.opened.delete(key)) this.changed.set(key, { local: localNumber(key) });
  }

  get openedRows(): Row[] {
    return [...this.opened.values()];
  }
  get changedRows(): Row[] {
    return [...this.changed.values()];
  }
  get changedLocals(): unknown[] {
    return this.changedRows.map((row) => row['local']);
  }
}

/** The dates of a task as instants: PostgreSQL does not read every text that is a date to the kernel. */
function datesOf({ dueDate, followUpDate }: TaskRequest): Row {
  return {
    ...(dueDate === undefined ? {} : { dueDate: Date.parse(dueDate) }),
    ...(followUpDate === undefined ? {} : { followUpDate: Date.parse(followUpDate) }),
  };
}

class WritesBuilder {
  readonly #definition: ProcessDefinition;
  readonly #reckoned: Reckoned;
  readonly #elements = new Rows();
  readonly #jobs = new Rows();
  readonly #tasks = new Rows();
  readonly #timers = new Rows();
  readonly #timersFailed = new Map<Key, Row>();
  readonly #activities = new Rows();
  readonly #subscriptions = new Rows();
  readonly #incidents = new Rows();
  readonly #variables = new Map<string, Row>();
  readonly #childrenStarted = new Map<Key, Row>();
  readonly #childrenCancelled: Key[] = [];
  readonly #messagesReturned: string[] = [];
  #end: Row | undefined;

  constructor(definition: ProcessDefinition, reckoned: Reckoned) {
    this.#definition = definition;
    this.#reckoned = reckoned;
  }

  input(input: CommittedInput): void {
    if (input.outcome === 'applied') this.#answered(input);
    else if (input.kind === 'message.received') this.#messagesReturned.push(String(input.content['message']));
    for (const entry of input.journal) this.#journal(entry, input.at);
    for (const effect of input.effects) this.#effect(effect, input.at);
  }

  /** What an answer itself uses up: the kernel asks nothing more about it. */
  #answered(input: CommittedInput): void {
    const key = input.content['key'] as Key;
    if (input.kind === 'timer.fired') this.#timers.remove(key);
    if (input.kind === 'activity.completed' || input.kind === 'activity.failed') this.#activities.remove(key);
  }

  #journal(entry: JournalEntry, at: Instant): void {
    switch (entry.type) {
      case 'entered':
        this.#elements.open(entry.key, {
          elementId: entry.element,
          type: entry.elementType,
          role: entry.role ?? null,
          state: 'active',
          scope: entry.scope === null ? null : localNumber(entry.scope),
          startedAt: at,
          endedAt: null,
        });
        break;
      case 'completed':
      case 'terminated':
        this.#elements.change(entry.key, { state: entry.type, endedAt: at });
        break;
      case 'flow':
      case 'incident':
      case 'resolved':
        break;
    }
  }

  #owned(owner: Owner, at: Instant): Row {
    return { elementId: owner.element, owner: localNumber(owner.instance), at };
  }

  /** A timer without due instant has no row: the instance is told. */
  #timerSet({ key, owner, timer }: Extract<Effect, { readonly type: 'timer.set' }>, at: Instant): void {
    const message = this.#reckoned.failed[key];
    if (message === undefined)
      this.#timers.open(key, { ...this.#owned(owner, at), due: this.#reckoned.due[key], request: timer });
    else this.#timersFailed.set(key, { local: localNumber(key), wait: key, message });
  }

  #effect(effect: Effect, at: Instant): void {
    switch (effect.type) {
      case 'job.open':
        this.#jobs.open(effect.key, { ...this.#owned(effect.owner, at), ...effect.job, state: 'open' });
        break;
      case 'job.close':
        this.#jobs.change(effect.key, { state: effect.how });
        break;
      case 'job.block':
        this.#jobs.change(effect.key, { state: 'blocked' });
        break;
      case 'job.unblock':
        this.#jobs.change(effect.key, { state: 'open' });
        break;
      case 'task.open':
        this.#tasks.open(effect.key, {
          ...this.#owned(effect.owner, at),
          ...effect.task,
          ...datesOf(effect.task),
          name: this.#definition.elements[effect.owner.element]?.name ?? null,
          state: 'open',
        });
        break;
      case 'task.close':
        this.#tasks.change(effect.key, { state: effect.how });
        break;
      case 'subscription.open':
        this.#subscriptions.open(effect.key, {
          ...this.#owned(effect.owner, at),
          ...effect.subscription,
          state: 'open',
        });
        break;
      case 'subscription.close':
        this.#subscriptions.change(effect.key, { state: 'closed' });
        break;
      case 'timer.set':
        this.#timerSet(effect, at);
        break;
      case 'timer.cancel':
        if (!this.#timersFailed.delete(effect.key)) this.#timers.remove(effect.key);
        break;
      case 'activity.start':
        this.#activities.open(effect.key, {
          ...this.#owned(effect.owner, at),
          taskQueue: effect.activity.taskQueue,
          activity: effect.activity.activity,
        });
        break;
      case 'activity.cancel':
        this.#activities.remove(effect.key);
        break;
      case 'child.start':
        this.#childrenStarted.set(effect.key, {
          wait: effect.key,
          owner: localNumber(effect.owner.instance),
          processId: effect.child.processId,
          content: JSON.stringify(effect.child),
        });
        break;
      case 'child.cancel':
        if (!this.#childrenStarted.delete(effect.key)) this.#childrenCancelled.push(effect.key);
        break;
      case 'incident.raise':
        this.#incidents.open(effect.key, {
          ...this.#owned(effect.owner, at),
          type: effect.incident,
          message: effect.message,
          job: effect.wait?.startsWith('j') ? localNumber(effect.wait) : null,
          state: 'active',
        });
        break;
      case 'incident.clear':
        this.#incidents.change(effect.key, { state: 'resolved' });
        break;
      case 'variable.set': {
        const scope = localNumber(effect.scope);
        this.#variables.set(`${scope} ${effect.name}`, {
          scope,
          name: effect.name,
          value: JSON.stringify(effect.value),
        });
        break;
      }
      case 'scope.closed':
        break;
      case 'ended': {
        const { how } = effect;
        this.#end = {
          kind: how.status,
          ...(how.status === 'terminated' ? {} : { variables: JSON.stringify(how.variables) }),
          ...(how.status === 'errored' ? { code: how.code, message: how.message } : {}),
        };
        break;
      }
    }
  }

  /** Tasks that are open after the step and that nobody has. */
  get unassignedTasks(): readonly UnassignedTask[] {
    const unassigned = this.#tasks.openedRows.filter(
      ({ state, assignee }) => state === 'open' && (assignee === undefined || assignee === null),
    );
    return unassigned as unknown as readonly UnassignedTask[];
  }

  build(): Writes {
    const lists: Record<string, readonly unknown[]> = {
      elements: this.#elements.openedRows,
      elementsEnded: this.#elements.changedRows,
      variables: [...this.#variables.values()],
      jobsOpened: this.#jobs.openedRows,
      jobsChanged: this.#jobs.changedRows,
      tasksOpened: this.#tasks.openedRows,
      tasksChanged: this.#tasks.changedRows,
      timersSet: this.#timers.openedRows,
      timersFailed: [...this.#timersFailed.values()],
      timersCancelled: this.#timers.changedLocals,
      activitiesStarted: this.#activities.openedRows,
      activitiesEnded: this.#activities.changedLocals,
      subscriptionsOpened: this.#subscriptions.openedRows,
      subscriptionsClosed: this.#subscriptions.changedLocals,
      incidentsRaised: this.#incidents.openedRows,
      incidentsCleared: this.#incidents.changedLocals,
      childrenStarted: [...this.#childrenStarted.values()],
      childrenCancelled: this.#childrenCancelled,
      messagesReturned: this.#messagesReturned,
    };
    const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
    return { ...Object.fromEntries(filled), ...(this.#end ? { end: this.#end } : {}) };
  }
}

/** The rows that a step's inputs lead to. `reckoned`: what became of the timers set in it. */
export function writesOf(
  definition: ProcessDefinition,
  inputs: readonly CommittedInput[],
  reckoned: Reckoned,
  projections: Projections,
): Writes {
  const builder = new WritesBuilder(definition, reckoned);
  for (const input of inputs) builder.input(input);
  const marks = projections.of(definition, inputs, builder.unassignedTasks);
  return { ...builder.build(), ...(marks ? { marks } : {}) };
}

/** Types of the jobs that a step leaves open, for the notice to waiting workers. */
export function openedJobTypes(writes: Writes): string[] {
  const opened = (writes['jobsOpened'] ?? []) as readonly { readonly type: string; readonly state: string }[];
  return [...new Set(opened.filter((job) => job.state === 'open').map((job) => job.type))];
}
