import type { ActivatedJob, Actor, ActivationRequest, Engine } from '../../../../engine/index.js';
import type { Idle } from '../../../routing/load.js';

/** How long jobs are waited for when the caller does not say (request timeout 0), in ms. */
export const DEFAULT_WAIT = 10_000;
/** The longest wait that is granted; proxies in between give up sooner or later. */
const MAX_WAIT = 300_000;

/** What a long poll needs. */
export interface Poll {
  readonly request: ActivationRequest;
  /** ms; 0: the default, negative: not at all (Camunda REST, `requestTimeout`). */
  readonly requestTimeout: number;
  /** Who asks, whose rights each look for jobs relies on. */
  readonly actor: Actor;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  readonly idle: Idle;
}

const waitOf = (requestTimeout: number): number =>
  requestTimeout < 0 ? 0 : Math.min(requestTimeout === 0 ? DEFAULT_WAIT : requestTimeout, MAX_WAIT);

/** Gives jobs back that nobody will work on: their lock ends now. */
const release = async (engine: Engine, jobs: readonly ActivatedJob[]): Promise<void> => {
  for (const job of jobs) await engine.updateJob(job.key, { timeoutMs: 0 });
};

/**
 * Locks jobs for a worker, waiting for some if there are none. A client that goes away ends the wait, and jobs that were
 * locked for it just then are given back.
 */
export const activateJobs = async (
  engine: Engine,
  { request, requestTimeout, actor, signal, idle }: Poll,
): Promise<readonly ActivatedJob[]> => {
  const end = performance.now() + waitOf(requestTimeout);
  while (!signal.aborted) {
    const left = end - performance.now();
    const over = new AbortController();
    const stop = (): void => over.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      // Asked for before the jobs are: a job that comes in between is not missed.
      const notice = left > 0 ? engine.jobsAvailable(request.type, left, over.signal) : undefined;
      const jobs = await engine.activateJobs(request, actor);
      if (jobs.length > 0 && !signal.aborted) return jobs;
      if (jobs.length > 0) await release(engine, jobs);
      if (notice === undefined) return [];
      await idle(() => notice);
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }
  return [];
};
