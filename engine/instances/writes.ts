import {
  localNumber,
  reason,
  ruleAndParameters,
  type Effect,
  type InstanceState,
  type Instant,
  type JournalEntry,
  type Key,
  type Owner,
  type ProcessDefinition,
  type TaskRequest,
} from '../../bpmn/index.js';
import type { Projections, UnassignedTask } from '../ports.js';
import type { SteppedInput } from './inputs.js';
import type { StepFailure, StepResult } from './step-request.js';

/** A row as one of the SQL functions `write_…` takes it. */
export type WriteRow = Readonly<Record<string, unknown>>;

/**
 * What a step writes, as the SQL function `write_rows` takes it: one list per kind of row, absent when empty. Rows that were
 * opened and closed within the step are written once, in their last state; timers set and cancelled leave no trace.
 */
export const WRITE_LISTS = [
  'elements',
  'elementsEnded',
  'variables',
  'jobsOpened',
  'jobsChanged',
  'tasksOpened',
  'tasksChanged',
  'timersSet',
  'timersCancelled',
  'activitiesStarted',
  'activitiesEnded',
  'subscriptionsOpened',
  'subscriptionsClosed',
  'incidentsRaised',
  'incidentsCleared',
  'failures',
  'childrenStarted',
  'childrenCancelled',
  'messagesReturned',
  'ends',
  'projections',
] as const;

export type WriteListName = (typeof WRITE_LISTS)[number];

export type WriteLists = { readonly [Name in WriteListName]?: readonly WriteRow[] };

type Row = Record<string, unknown>;

/** Collects the rows of one table: opened in this step, or changed from an earlier one. */
class Rows {
  readonly opened = new Map<Key, Row>();
  readonly changed = new Map<Key, Row>();

  open(key: Key, row: Row): void {
    this.opened.set(key, { local: localNumber(key), wait: key, ...row });
  }

  /** Merges a change into the opened row, or into what is recorded for an earlier one. */
  change(key: Key, change: Row): void {
    const row = this.opened.get(key) ?? this.changed.get(key);
    if (row) Object.assign(row, change);
    else this.changed.set(key, { local: localNumber(key), ...change });
  }

  /** Removes a row opened in this step, or records the removal of an earlier one: its wait is over. */
  remove(key: Key): void {
    if (!this.opened.delete(key)) this.changed.set(key, { local: localNumber(key), wait: key });
  }

  /** The same of what goes on waiting, behind an incident. */
  takeAway(key: Key): void {
    if (!this.opened.delete(key) && !this.changed.has(key)) this.changed.set(key, { local: localNumber(key) });
  }
}

/** The dates of a task as instants: PostgreSQL does not read every text that is a date to the kernel. */
function datesOf({ dueDate, followUpDate }: TaskRequest): Row {
  return {
    ...(dueDate === undefined ? {} : { dueDate: Date.parse(dueDate) }),
    ...(followUpDate === undefined ? {} : { followUpDate: Date.parse(followUpDate) }),
  };
}

const waitsFor = (state: InstanceState, wait: Key): boolean =>
  Object.values(state.instances).some(({ waits }) => waits !== undefined && wait in waits);

class WritesBuilder {
  readonly #definition: ProcessDefinition;
  readonly #before: InstanceState;
  readonly #step: StepResult;
  readonly #elements = new Rows();
  readonly #jobs = new Rows();
  readonly #tasks = new Rows();
  readonly #timers = new Rows();
  readonly #activities = new Rows();
  readonly #subscriptions = new Rows();
  readonly #incidents = new Rows();
  readonly #variables = new Map<string, Row>();
  readonly #childrenStarted = new Map<Key, Row>();
  readonly #childrenCancelled: Row[] = [];
  readonly #messagesReturned: Row[] = [];
  readonly #failures: Row[] = [];
  readonly #ends: Row[] = [];

  constructor(definition: ProcessDefinition, before: InstanceState, step: StepResult) {
    this.#definition = definition;
    this.#before = before;
    this.#step = step;
    for (const input of step.inputs) this.#input(input);
    for (const failure of step.failures) this.#failure(failure);
  }

  #input(stepped: SteppedInput): void {
    const { input, outcome, message } = stepped;
    for (const entry of stepped.journal) this.#journal(entry, input.at);
    for (const effect of stepped.effects) this.#effect(effect, input.at);
    if (outcome === 'applied') this.#answered(stepped);
    else if (message !== undefined && outcome !== 'failed') this.#messagesReturned.push({ message });
  }

  /** What an answer itself changes: the kernel asks nothing more about it. */
  #answered({ input, givenBy }: SteppedInput): void {
    switch (input.type) {
      case 'timer.fired':
        return this.#timers.remove(input.key);
      case 'activity.completed':
      case 'activity.failed':
        return this.#activities.remove(input.key);
      case 'job.failed':
        if ((input.retries ?? 0) === 0) this.#jobs.change(input.key, { retries: 0, errorMessage: input.message });
        return;
      case 'job.errored':
        return this.#jobs.change(input.key, { errorCode: input.code, errorMessage: input.message });
      case 'task.completed':
        return this.#tasks.change(input.key, { completedBy: givenBy ?? null });
      default:
    }
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
      case 'job.retry':
        this.#jobs.change(effect.key, {
          retries: effect.retries,
          errorMessage: effect.message,
          released: true,
          backOffUntil: effect.backOffMs > 0 ? at + effect.backOffMs : null,
        });
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
        // A timer without due instant has no row: the instance is told.
        if (this.#step.due[effect.key] !== undefined)
          this.#timers.open(effect.key, {
            ...this.#owned(effect.owner, at),
            due: this.#step.due[effect.key],
            request: effect.timer,
          });
        break;
      case 'timer.cancel':
        this.#timers.remove(effect.key);
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
          at,
        });
        break;
      case 'child.cancel':
        if (!this.#childrenStarted.delete(effect.key)) this.#childrenCancelled.push({ wait: effect.key, at });
        break;
      case 'incident.raise':
        this.#incidents.open(effect.key, {
          ...this.#owned(effect.owner, at),
          type: effect.incident,
          message: effect.message,
          ...ruleAndParameters(effect),
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
        this.#ends.push({
          kind: how.status,
          ...(this.#step.emptied ? {} : { open: true }),
          ...(how.status === 'terminated' ? {} : { variables: JSON.stringify(how.variables) }),
          ...(how.status === 'errored' ? { code: how.code, message: how.message } : {}),
        });
        break;
      }
    }
  }

  /**
   * An input that could not be stepped is an incident of the element that waits for it, else of the process. A timer or an
   * activity that nobody waits for after the step is none: there is nothing to do again.
   */
  #failure({ message, retry }: StepFailure): void {
    if (retry.kind === 'timer') this.#timers.takeAway(retry.wait);
    if (retry.kind === 'activity') this.#activities.takeAway(retry.wait);
    if (retry.kind !== 'input' && !waitsFor(this.#step.state, retry.wait)) return;
    const key = retry.kind === 'input' ? (retry.input.content as { readonly key?: Key }).key : retry.wait;
    const holder =
      Object.values(this.#before.instances).find(
        ({ waits }) => key !== undefined && waits !== undefined && key in waits,
      ) ?? Object.values(this.#before.instances)[0];
    const row = { ...reason('engine-failure', { reason: message }), retry: JSON.stringify(retry) };
    this.#failures.push({
      ...row,
      elementId: holder?.element ?? '',
      owner: holder === undefined ? 1 : localNumber(holder.key),
    });
  }

  /** Tasks that are open after the step and that nobody has. */
  get unassignedTasks(): readonly UnassignedTask[] {
    const unassigned = [...this.#tasks.opened.values()].filter(
      ({ state, assignee }) => state === 'open' && (assignee === undefined || assignee === null),
    );
    return unassigned as unknown as readonly UnassignedTask[];
  }

  build(projections: Projections): WriteLists {
    const marks = projections.of(this.#definition, this.#step.inputs, this.unassignedTasks);
    const lists: Required<WriteLists> = {
      elements: [...this.#elements.opened.values()],
      elementsEnded: [...this.#elements.changed.values()],
      variables: [...this.#variables.values()],
      jobsOpened: [...this.#jobs.opened.values()],
      jobsChanged: [...this.#jobs.changed.values()],
      tasksOpened: [...this.#tasks.opened.values()],
      tasksChanged: [...this.#tasks.changed.values()],
      timersSet: [...this.#timers.opened.values()],
      timersCancelled: [...this.#timers.changed.values()],
      activitiesStarted: [...this.#activities.opened.values()],
      activitiesEnded: [...this.#activities.changed.values()],
      subscriptionsOpened: [...this.#subscriptions.opened.values()],
      subscriptionsClosed: [...this.#subscriptions.changed.values()],
      incidentsRaised: [...this.#incidents.opened.values()],
      incidentsCleared: [...this.#incidents.changed.values()],
      failures: this.#failures,
      childrenStarted: [...this.#childrenStarted.values()],
      childrenCancelled: this.#childrenCancelled,
      messagesReturned: this.#messagesReturned,
      ends: this.#ends,
      projections: marks === undefined ? [] : [{ marks }],
    };
    return Object.fromEntries(Object.entries(lists).filter(([, rows]) => rows.length > 0));
  }
}

/** The rows that a step leads to. `before`: the state that it was taken from. */
export const writesOf = (
  definition: ProcessDefinition,
  before: InstanceState,
  step: StepResult,
  projections: Projections,
): WriteLists => new WritesBuilder(definition, before, step).build(projections);

/** Types of the jobs that a step leaves open, for the notice to waiting workers. */
export function openedJobTypes(writes: WriteLists): string[] {
  const opened = (writes.jobsOpened ?? []) as readonly { readonly type: string; readonly state: string }[];
  return [...new Set(opened.filter((job) => job.state === 'open').map((job) => job.type))];
}
