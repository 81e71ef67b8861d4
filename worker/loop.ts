import { createFailureLog } from './failure-log.js';
import type { Logger } from './logger.js';

/** Work that is done again and again until it is stopped. */
export interface Loop {
  /** There may be something to do. */
  nudge(): void;
  /** A round has gone well within the last seconds. */
  alive(): boolean;
  /** Resolves when the round at work has ended. */
  stop(): Promise<void>;
}

/** Without a good round for so long a loop counts as down. */
const ALIVE_MS = 5_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Starts a loop. `round` answers how much it has done: after nothing the loop rests until it is nudged or `restMs` have
 * passed, after a failure for a while that grows; a failure is logged once, and again when it becomes another one.
 */
export function startLoop(options: {
  readonly round: () => Promise<number>;
  /** What fails, for the log. */
  readonly what: string;
  readonly restMs: number;
  readonly logger: Logger;
}): Loop {
  const { round, what, restMs, logger } = options;
  let stopped = false;
  let nudged = false;
  let lastGood: number | undefined;
  let wake: (() => void) | undefined;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    const log = createFailureLog();
    let failures = 0;
    while (!stopped) {
      nudged = false;
      let moved: number;
      try {
        moved = await round();
        lastGood = performance.now();
        failures = 0;
        log.succeeded();
      } catch (error) {
        failures += 1;
        if (log.isNew(error)) logger.warn({ err: error }, `${what} failed; it is tried again`);
        if (!stopped) await rest(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
        continue;
      }
      if (moved === 0 && !nudged && !stopped) await rest(restMs);
    }
  };

  const running = run();
  return {
    nudge() {
      nudged = true;
      wake?.();
    },
    alive: () => lastGood !== undefined && performance.now() - lastGood < ALIVE_MS,
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
