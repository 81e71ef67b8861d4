import { startHeartbeat } from './heartbeat.js';
import { startSteppingLoops } from './stepping/stepping-loops.js';
import { startTemporalPart, type TemporalOptions } from './temporal/temporal-part.js';

/** A worker at work: what Postgres alone is enough for, and what needs Temporal. */
export interface Worker {
  /** Resolves when Temporal is reached, or after the time: the rest of the work goes on without it. */
  ready(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

const POLL_MS = 20;

export function startWorker(options: TemporalOptions & { readonly pollMs?: number | undefined }): Worker {
  const { store, logger, pollMs } = options;
  const stepping = startSteppingLoops({ store, logger, ...(pollMs === undefined ? {} : { pollMs }) });
  const temporal = startTemporalPart(options);
  const heartbeat = startHeartbeat({
    heartbeats: store.heartbeats,
    parts: { worker: stepping.alive, temporal: temporal.alive },
    logger,
  });
  return {
    async ready(timeoutMs) {
      const until = performance.now() + timeoutMs;
      while (!(stepping.alive() && temporal.alive()) && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      heartbeat.beat();
    },
    async stop() {
      await heartbeat.stop();
      await Promise.all([stepping.stop(), temporal.stop()]);
    },
  };
}
