import type { CarriedInput, CommitAnswer } from '../../activities/index.js';
import type { Instant, Kernel, Key } from '../../bpmn/index.js';
import { Host } from '../process-instance/host.js';
import type { Run } from '../process-instance/messages.js';
import { kernel, throughJson, type FakePostgres } from './fake-postgres.js';

type ActivityKind = 'activity.completed' | 'activity.failed';

/** What a history holds: what came in, and the workflow tasks that were completed: the answers of their commits, what they armed. */
type HistoryEvent =
  | { readonly type: 'signal'; readonly batch: readonly CarriedInput[]; readonly consumed: number }
  | { readonly type: 'timer'; readonly due: Instant }
  | {
      readonly type: 'activity';
      readonly kind: ActivityKind;
      readonly content: CarriedInput['content'];
      readonly now: Instant;
    }
  | { readonly type: 'task'; readonly now: Instant; readonly answers: readonly CommitAnswer[]; readonly armed: Armed };

/** What a workflow task leaves armed: the commands that a replay must come to. */
interface Armed {
  readonly due: Instant | undefined;
  readonly activities: readonly Key[];
}

const armedBy = (host: Host): Armed =>
  host.active
    ? { due: host.nextDue, activities: host.activities.map(({ key }) => key) }
    : { due: undefined, activities: [] };

function bring(host: Host, event: Exclude<HistoryEvent, { readonly type: 'task' }>): void {
  if (event.type === 'signal') host.offer(event.batch, event.consumed);
  else if (event.type === 'timer') host.timerFired(event.due);
  else host.activityAnswered(event.kind, event.content, event.now);
}

/** Where a worker dies: before the task's first commit, or after that many of them, always before the task is durable. */
export type Fate = 'completed' | { readonly lostAfterCommits: number };

/**
 * The workflow around a host, without Temporal: a history that grows by durable events only, and workflow tasks that
 * replay it. A lost task leaves its commits in Postgres and nothing in the history, as when a worker is killed.
 */
export class SimulatedWorkflow {
  #begin: Run;
  #history: HistoryEvent[] = [];
  #host: Host;
  #armed: Instant | undefined;
  #started = new Set<Key>();
  /** The host that a worker has kept, and how much of the history it has seen. */
  #cached: { readonly host: Host; readonly seen: number } | undefined;
  #replaying = false;
  /** As of another version: it must never be asked to step what a history holds. */
  readonly #kernel: Kernel = {
    ...kernel,
    open: (definition, state) => {
      if (this.#replaying) throw new Error('stepped while replaying');
      return kernel.open(definition, state);
    },
  };

  constructor(readonly postgres: FakePostgres) {
    this.#begin = postgres.run;
    this.#host = this.#fresh();
    this.#arm();
  }

  /** The host as the last completed task left it. */
  get host(): Host {
    return this.#host;
  }
  /** Due instant of the armed timer. */
  get armed(): Instant | undefined {
    return this.#armed;
  }
  /** Own activities in flight. */
  get running(): readonly Key[] {
    return [...this.#started];
  }
  /** Something durable has come that no completed task has seen. */
  get owed(): boolean {
    return this.#history.length > 0 && this.#history.at(-1)?.type !== 'task';
  }

  /** A workflow that has ended takes no signals. */
  signal(batch: readonly CarriedInput[]): void {
    if (this.#host.active)
      this.#history.push({ type: 'signal', batch: throughJson(batch), consumed: this.postgres.consumed });
  }

  /** Temporal's timer fires. */
  fire(): void {
    if (this.#armed === undefined) throw new Error('no timer is armed');
    this.#history.push({ type: 'timer', due: this.#armed });
    this.#armed = undefined;
  }

  /** An own activity in flight answers. */
  answer(key: Key, kind: ActivityKind, content: Omit<CarriedInput['content'], 'key'>, now: Instant): void {
    if (!this.#started.delete(key)) throw new Error(`${key} is not in flight`);
    this.#history.push({ type: 'activity', kind, content: { key, ...content }, now });
  }

  /** One workflow task, on the worker that has kept the workflow or on one that has nothing in its cache. */
  task(now: Instant, fate: Fate = 'completed', cached = false): void {
    const host = (cached && this.#goOn()) || this.#replay();
    this.#cached = undefined;
    if (!host.active) return;
    const answers: CommitAnswer[] = [];
    const lost = (): boolean => fate !== 'completed' && answers.length === fate.lostAfterCommits;
    while (host.active && host.ready && !lost()) {
      const attempt = host.attempt(now);
      const answer = this.postgres.commit(attempt.request);
      answers.push(throughJson(answer));
      host.follow(attempt, answer);
    }
    if (fate !== 'completed') return;
    this.#history.push({ type: 'task', now, answers, armed: armedBy(host) });
    this.#host = host;
    this.#cached = { host, seen: this.#history.length };
    this.#arm();
  }

  /** Continues as new if the workflow would; answers whether it did. */
  continueAsNew(): boolean {
    const host = this.#host;
    if (this.owed || !host.active || !host.atRest || this.#started.size > 0) return false;
    this.#begin = throughJson(host.run);
    this.#history = [];
    this.#cached = undefined;
    this.#host = this.#fresh();
    this.#arm();
    return true;
  }

  /** Somebody resets the workflow to one of its completed tasks; what came in later is not applied again. */
  reset(pick: number): void {
    const tasks = this.#history.flatMap((event, at) => (event.type === 'task' ? [at] : []));
    if (tasks.length === 0) return;
    this.#history = this.#history.slice(0, tasks[pick % tasks.length]! + 1);
    this.#cached = undefined;
    this.#host = this.#replay();
    this.#arm();
  }

  /** The kept host, with what has come since its last task. */
  #goOn(): Host | undefined {
    if (this.#cached === undefined) return undefined;
    const { host, seen } = this.#cached;
    for (const event of this.#history.slice(seen)) if (event.type !== 'task') bring(host, event);
    return host;
  }

  #fresh(): Host {
    return new Host(this.#kernel, this.postgres.definition, this.postgres.hash, throughJson(this.#begin));
  }

  #arm(): void {
    const { due, activities } = armedBy(this.#host);
    this.#armed = due;
    this.#started = new Set(activities);
  }

  /** @throws when the workflow does something else than its history says (a determinism error) */
  #replay(): Host {
    this.#replaying = true;
    const host = this.#fresh();
    for (const event of this.#history) {
      if (event.type !== 'task') bring(host, event);
      else {
        for (const answer of event.answers) {
          if (!host.active || !host.ready) throw new Error('the replay stops where the workflow went on');
          host.follow(host.attempt(event.now, true), throughJson(answer));
        }
        if (host.active && host.ready) throw new Error('the replay goes on where the workflow stopped');
        if (JSON.stringify(armedBy(host)) !== JSON.stringify(event.armed)) throw new Error('the replay arms otherwise');
      }
    }
    this.#replaying = false;
    return host;
  }
}
