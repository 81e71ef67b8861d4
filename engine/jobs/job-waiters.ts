/** Long polls: workers that wait for jobs of a type. */
export interface JobWaiters {
  /** Resolves when a job of the type may be had, after the time, or when aborted. */
  wait(type: string, timeoutMs: number, signal?: AbortSignal): Promise<void>;
  heard(types: readonly string[]): void;
  lookAgain(): void;
}

/** Covers lost notices, and locks and back-offs that run out without one. */
const POLL_MS = 500;

export function createJobWaiters(): JobWaiters {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (type: string): void => {
    for (const resolve of [...(waiting.get(type) ?? [])]) resolve();
  };
  return {
    wait: (type, timeoutMs, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          const set = waiting.get(type);
          set?.delete(done);
          if (set?.size === 0) waiting.delete(type);
          resolve();
        };
        const timer = setTimeout(done, Math.max(0, Math.min(timeoutMs, POLL_MS)));
        signal?.addEventListener('abort', done);
        const set = waiting.get(type) ?? new Set();
        waiting.set(type, set.add(done));
        if (signal?.aborted) done();
      }),
    heard: (types) => types.forEach(wake),
    lookAgain: () => [...waiting.keys()].forEach(wake),
  };
}
