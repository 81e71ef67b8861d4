import type { WaitingEmail } from '../../desk/index.js';
import type { Logger } from '../logger.js';
import { ingest, type IntakeDeps } from './ingest.js';

/** Reads waiting mail, one after the other, for as long as the process lives. */
export interface Intake {
  /** Mail has come. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface IntakeOptions extends IntakeDeps {
  readonly logger: Logger;
  /** Covers mail that another process stored, or that a killed one left behind. */
  readonly pollMs?: number;
}

const LONGEST_PAUSE_MS = 5 * 60_000;

/** Readings that ended the process, or hung in it, one after the other. Those that fail are repeated without end. */
const MOST_UNFINISHED = 5;

/** How long a mail that could not be read waits for its next turn. */
const pauseAfter = (attempts: number): number => Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(attempts, 20));

/** Starts the loop. */
export function startIntake(options: IntakeOptions): Intake {
  const { store, logger, pollMs = 1_000 } = options;
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => undefined;
  /** Notes the failure of the last reading; until it is noted no other begins, or the failure would count as unfinished. */
  let unnoted: (() => Promise<void>) | undefined;

  const note = async (): Promise<void> => {
    await unnoted?.();
    unnoted = undefined;
  };

  const giveUp = async ({ id }: WaitingEmail): Promise<void> => {
    const reason = 'reading it never ends';
    logger.error({ event: 'mail-given-up', mail: id.toString(), reason }, 'a mail cannot be read');
    await store.incomingEmails.decide(id, await store.engine.clock.now(), () =>
      Promise.resolve({ state: 'failed', reason }),
    );
  };

  const read = async (waiting: WaitingEmail): Promise<void> => {
    if (waiting.unfinished >= MOST_UNFINISHED) return giveUp(waiting);
    try {
      const outcome = await ingest(options, waiting);
      const { state, reason } = outcome ?? {};
      logger.info({ event: 'mail-read', mail: waiting.id.toString(), state, reason }, 'a mail was read');
    } catch (error) {
      const { id, attempts, reason } = waiting;
      const { message } = error as Error;
      const level = message === reason ? 'debug' : 'warn';
      logger[level]({ err: error, mail: id.toString() }, 'a mail could not be read yet');
      unnoted = () => store.incomingEmails.retry(id, message, pauseAfter(attempts));
      await note();
    }
  };

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = (async () => {
    while (!stopped) {
      nudged = false;
      let waiting: WaitingEmail | undefined;
      try {
        await note();
        waiting = await store.incomingEmails.take();
        if (waiting) await read(waiting);
      } catch (error) {
        logger.warn({ err: error }, 'the mail that waits cannot be looked at');
        waiting = undefined;
        nudged = false;
      }
      if (!waiting && !nudged && !stopped) await rest();
    }
  })();

  return {
    nudge() {
      nudged = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
