import type { Store } from '../../desk/index.js';
import type { Logger } from '../logger.js';
import { startLoop } from '../loop.js';

/** What a worker does for instances without Temporal: Postgres is enough for it. */
export interface SteppingLoops {
  /** Each of the loops has gone well within the last seconds. */
  alive(): boolean;
  stop(): Promise<void>;
}

const BATCH = 64;

/**
 * Starts instances that commits have asked for, steps inputs that nobody has stepped, correlates messages that were given
 * back. Several workers may do so.
 *
 * @param pollMs covers lost nudges
 */
export function startSteppingLoops(options: {
  readonly store: Store;
  readonly logger: Logger;
  readonly pollMs?: number;
}): SteppingLoops {
  const { store, logger, pollMs: restMs = 250 } = options;

  const startRows = async (): Promise<number> => {
    const { taken, failed } = await store.startRows.take(BATCH);
    for (const start of failed) logger.warn({ start }, 'an instance could not be started; it is tried again');
    return taken;
  };
  const inboxes = (): Promise<number> =>
    store.workerBacklog.inboxes(BATCH, (instance, error) =>
      logger.warn({ err: error, instance }, 'an instance could not be stepped; it is tried again'),
    );

  const loops = [
    startLoop({ round: startRows, what: 'starting instances', restMs, logger }),
    startLoop({ round: inboxes, what: 'stepping inboxes', restMs, logger }),
    startLoop({ round: store.workerBacklog.correlations, what: 'correlating messages', restMs, logger }),
  ];
  const forget = store.onNudge(() => {
    for (const loop of loops) loop.nudge();
  });
  return {
    alive: () => loops.every((loop) => loop.alive()),
    async stop() {
      forget();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
