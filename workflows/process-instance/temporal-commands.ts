import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
  sleep,
} from '@temporalio/workflow';
import type { ActivityInput, ActivityRequested, TemporalCommandsWanted, ToldFact } from '../../activities/index.js';
import type { Json, Key, Reason } from '../../bpmn/index.js';
import { refusalOf } from './messages.js';

/** Limits of one activity where its element sets none: an attempt may take an hour; the third failure raises an incident. */
const ATTEMPT_MS = 3_600_000;
const ATTEMPTS = 3;
/** A timer stays where it is off by this part of its time, at least and at most by so much. */
const TOLERANCE = { part: 0.01, leastMs: 50, mostMs: 1_000 };

/** Who hears of what Temporal tells. */
export interface TemporalListener {
  /** The earliest timer may be due. */
  due(): void;
  answered(fact: ToldFact): void;
}

/** What Temporal does for one instance: one timer for its earliest due instant, and the activities in flight. */
export class TemporalCommands {
  readonly #instance: string;
  readonly #listener: TemporalListener;
  #timer: { readonly fires: number; readonly scope: CancellationScope } | undefined;
  readonly #activities = new Map<Key, CancellationScope>();

  constructor(instance: string, listener: TemporalListener) {
    this.#instance = instance;
    this.#listener = listener;
  }

  /** No activity is in flight: the workflow may continue as new. */
  get idle(): boolean {
    return this.#activities.size === 0;
  }

  /** Waits of the activities in flight. */
  get running(): readonly Key[] {
    return [...this.#activities.keys()];
  }

  /** When the timer fires, ISO 8601. */
  get timer(): string | null {
    return this.#timer === undefined ? null : new Date(this.#timer.fires).toISOString();
  }

  /** Brings Temporal in line with what the instance waits for. */
  align({ delay, activities, start }: TemporalCommandsWanted): void {
    this.#alignTimer(delay);
    const wanted = new Set(activities);
    for (const [key, scope] of this.#activities) {
      if (wanted.has(key)) continue;
      this.#activities.delete(key);
      scope.cancel();
    }
    for (const request of start) if (!this.#activities.has(request.key)) this.#start(request);
  }

  /** Takes everything back. */
  release(): void {
    this.#timer?.scope.cancel();
    this.#timer = undefined;
    for (const scope of this.#activities.values()) scope.cancel();
    this.#activities.clear();
  }

  /** A timer that fires about when it is wanted stays: it only wakes, and `advance` says what is due. */
  #alignTimer(delay: number | null): void {
    const fires = delay === null ? undefined : Date.now() + delay;
    const kept = this.#timer?.fires;
    if (delay !== null && fires !== undefined && kept !== undefined) {
      const tolerance = Math.max(TOLERANCE.leastMs, Math.min(TOLERANCE.mostMs, delay * TOLERANCE.part));
      if (Math.abs(kept - fires) <= tolerance) return;
    }
    this.#timer?.scope.cancel();
    this.#timer = undefined;
    if (delay === null || fires === undefined) return;
    const timer = { fires, scope: new CancellationScope() };
    this.#timer = timer;
    timer.scope
      .run(() => sleep(delay, { summary: `due ${new Date(fires).toISOString()}` }))
      .then(
        () => {
          if (this.#timer !== timer) return;
          this.#timer = undefined;
          this.#listener.due();
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  #start({ key, owner, activity }: ActivityRequested): void {
    const scope = new CancellationScope();
    this.#activities.set(key, scope);
    const run = proxyActivities<Record<string, (input: ActivityInput) => Promise<unknown>>>({
      startToCloseTimeout: activity.timeout ?? ATTEMPT_MS,
      ...(activity.heartbeat === undefined ? {} : { heartbeatTimeout: activity.heartbeat }),
      retry: { maximumAttempts: activity.retries ?? ATTEMPTS },
      taskQueue: activity.taskQueue,
      summary: owner.element,
    })[activity.activity]!;
    const input: ActivityInput = {
      processInstance: this.#instance,
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
          if (isVariables(result)) this.#listener.answered({ type: 'activity.completed', key, result: result ?? {} });
          else {
            this.#listener.answered({ type: 'activity.failed', key, ...noVariables(activity.activity, result) });
          }
        },
        (error: unknown) => {
          if (!current()) return;
          this.#activities.delete(key);
          this.#listener.answered({ type: 'activity.failed', key, ...failureOf(error) });
        },
      );
  }
}

const isVariables = (result: unknown): result is Record<string, Json> | null | undefined =>
  result === null || result === undefined || (typeof result === 'object' && !Array.isArray(result));

const noVariables = (activity: string, result: unknown): Reason => {
  const refusal = refusalOf(result);
  if (refusal !== undefined) return { message: `${activity} answered ${refusal}` };
  const type = typeof result;
  return {
    message: `${activity} answered ${type}, not an object of variables`,
    rule: 'result-no-variables',
    parameters: { activity, type },
  };
};

/** What the TypeScript SDK gives a failure as its type where it was given none. */
const UNTYPED = 'Error';

/** A non-retryable `ApplicationFailure` with a type is a BPMN error of that code; everything else an incident. */
function failureOf(error: unknown): { message: string; code?: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  return cause instanceof ApplicationFailure && cause.nonRetryable && cause.type && cause.type !== UNTYPED
    ? { message, code: cause.type }
    : { message };
}
