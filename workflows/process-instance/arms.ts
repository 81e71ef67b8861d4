import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
  sleep,
} from '@temporalio/workflow';
import type { Instant, Json, Key } from '../../bpmn/index.js';
import type { Host } from './host.js';
import { refusalOf } from './messages.js';

/** What an own activity gets: what it runs for, the task's headers, and all variables that the task sees. */
export interface OwnActivityInput {
  readonly processInstance: string;
  /** Key of the wait that it answers: the same at every attempt, another at every turn. */
  readonly wait: Key;
  readonly elementId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Json>>;
}

/** Limits of one own activity where its element sets none: an attempt may take an hour; the third failure raises an incident. */
const ATTEMPT_MS = 3_600_000;
const ATTEMPTS = 3;

/** The armed effects: one Temporal timer for the earliest due instant, and the own activities in flight. */
export class Arms {
  readonly #host: Host;
  #timer: { readonly due: Instant; readonly scope: CancellationScope } | undefined;
  readonly #activities = new Map<Key, CancellationScope>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** No own activity is in flight: the workflow may continue as new. */
  get idle(): boolean {
    return this.#activities.size === 0;
  }

  /**
   * Brings Temporal in line with what the host waits for.
   *
   * @param full no more own activities are started: this run ends when those in flight have answered
   */
  align(full = false): void {
    this.#alignTimer();
    const wanted = this.#host.activities;
    const keys = new Set(wanted.map((effect) => effect.key));
    for (const [key, scope] of this.#activities) {
      if (keys.has(key)) continue;
      this.#activities.delete(key);
      scope.cancel();
    }
    if (full) return;
    for (const effect of wanted) if (!this.#activities.has(effect.key)) this.#start(effect);
  }

  /** Takes everything back; what is still owed is armed again from `pending` by the next run. */
  release(): void {
    this.#timer?.scope.cancel();
    this.#timer = undefined;
    for (const scope of this.#activities.values()) scope.cancel();
    this.#activities.clear();
  }

  #alignTimer(): void {
    const due = this.#host.nextDue;
    if (this.#timer?.due === due) return;
    this.#timer?.scope.cancel();
    this.#timer = undefined;
    if (due === undefined) return;
    const timer = { due, scope: new CancellationScope() };
    this.#timer = timer;
    timer.scope
      .run(() => sleep(Math.max(1, due - Date.now())))
      .then(
        () => {
          if (this.#timer === timer) this.#timer = undefined;
          this.#host.timerFired(due);
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  #start(effect: Host['activities'][number]): void {
    const { key, owner, activity } = effect;
    const scope = new CancellationScope();
    this.#activities.set(key, scope);
    const run = proxyActivities<Record<string, (input: OwnActivityInput) => Promise<unknown>>>({
      startToCloseTimeout: activity.timeout ?? ATTEMPT_MS,
      ...(activity.heartbeat === undefined ? {} : { heartbeatTimeout: activity.heartbeat }),
      retry: { maximumAttempts: activity.retries ?? ATTEMPTS },
      taskQueue: activity.taskQueue,
    })[activity.activity]!;
    const input: OwnActivityInput = {
      processInstance: this.#host.instance,
      wait: key,
      elementId: owner.element,
      headers: activity.headers,
      variables: activity.variables,
    };
    const current = (): boolean => this.#activities.get(key) === scope;
    scope
      .run(() => run(input))
      .then(
        (result) => {
          if (!current()) return;
          this.#activities.delete(key);
          if (isVariables(result)) this.#answer('activity.completed', { key, result: result ?? {} });
          else
            this.#answer('activity.failed', {
              key,
              message: `${activity.activity} answered ${refusalOf(result) ?? `${typeof result}, not an object of variables`}`,
            });
        },
        (error: unknown) => {
          if (!current()) return;
          this.#activities.delete(key);
          this.#answer('activity.failed', { key, ...failureOf(error) });
        },
      );
  }

  #answer(kind: 'activity.completed' | 'activity.failed', content: Readonly<Record<string, Json>>): void {
    this.#host.activityAnswered(kind, content, Date.now());
  }
}

const isVariables = (result: unknown): result is Record<string, Json> | null | undefined =>
  result === null || result === undefined || (typeof result === 'object' && !Array.isArray(result));

/** A non-retryable `ApplicationFailure` with a type is a BPMN error of that code; everything else an incident. */
function failureOf(error: unknown): { message: string; code?: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return cause instanceof ApplicationFailure && cause.nonRetryable && cause.type
    ? { message, code: cause.type }
    : { message };
}
