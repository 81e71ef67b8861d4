import type { CarriedInput, CommitAnswer, CommitRequest } from '../../activities/index.js';
import type { Instant, Key } from '../../bpmn/index.js';
import { Host } from '../process-instance/host.js';
import type { Run } from '../process-instance/messages.js';
import { kernel, throughJson, type FakePostgres } from './fake-postgres.js';

type ActivityKind = 'activity.completed' | 'activity.failed';

/** What a history holds: what came in, and the workflow tasks that were completed, with the answers of their commits. */
type HistoryEvent =
  | { readonly type: 'signal'; readonly batch: readonly CarriedInput[]; readonly consumed: number }
  | { readonly type: 'timer'; readonly due: Instant }
  | {
      readonly type: 'activity';
      readonly kind: ActivityKind;
      readonly content: CarriedInput['content'];
      readonly now: Instant;
    }
  | { readonly type: 'task'; readonly now: Instant; readonly commits: readonly Commit[] };

interface Commit {
  readonly request: CommitRequest;
  readonly answer: CommitAnswer;
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

  /** One workflow task on a worker that has nothing in its cache. */
  task(now: Instant, fate: Fate = 'completed'): void {
    const host = this.#replay();
    if (!host.active) return;
    const commits: Commit[] = [];
    const lost = (): boolean => fate !== 'completed' && commits.length === fate.lostAfterCommits;
    while (host.active && host.ready && !lost()) {
      const attempt = host.attempt(now);
      const answer = this.postgres.commit(attempt.request);
      commits.push(throughJson({ request: attempt.request, answer }));
      host.follow(attempt, answer);
    }
    if (fate !== 'completed') return;
    this.#history.push({ type: 'task', now, commits });
    this.#host = host;
    this.#arm();
  }

  /** Continues as new if the workflow would; answers whether it did. */
  continueAsNew(): boolean {
    const host = this.#host;
    if (this.owed || !host.active || !host.atRest || this.#started.size > 0 || host.activities.length > 0) return false;
    this.#begin = throughJson(host.run);
    this.#history = [];
    this.#host = this.#fresh();
    this.#arm();
    return true;
  }

  /** Somebody resets the workflow to one of its completed tasks; what came in later is not applied again. */
  reset(pick: number): void {
    const tasks = this.#history.flatMap((event, at) => (event.type === 'task' ? [at] : []));
    if (tasks.length === 0) return;
    this.#history = this.#history.slice(0, tasks[pick % tasks.length]! + 1);
    this.#host = this.#replay();
    this.#arm();
  }

  #fresh(): Host {
    return new Host(kernel, this.postgres.definition, this.postgres.hash, throughJson(this.#begin));
  }

  #arm(): void {
    this.#armed = this.#host.active ? this.#host.nextDue : undefined;
    this.#started = new Set(this.#host.active ? this.#host.activities.map(({ key }) => key) : []);
  }

  /** @throws when the workflow does something else than its history says (a determinism error) */
  #replay(): Host {
    const host = this.#fresh();
    for (const event of this.#history) {
      if (event.type === 'signal') host.offer(event.batch, event.consumed);
      else if (event.type === 'timer') host.timerFired(event.due);
      else if (event.type === 'activity') host.activityAnswered(event.kind, event.content, event.now);
      else {
        for (const { request, answer } of event.commits) {
          const attempt = host.attempt(event.now);
          if (JSON.stringify(attempt.request) !== JSON.stringify(request)) throw new Error('the replay differs');
          host.follow(attempt, throughJson(answer));
        }
        if (host.active && host.ready) throw new Error('the replay goes on where the workflow stopped');
      }
    }
    return host;
  }
}
