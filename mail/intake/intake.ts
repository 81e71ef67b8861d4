import type { WaitingMail } from '../../store/index.js';
import type { Logger } from '../logger.js';
import { takeIn, type IntakeDeps } from './take-in.js';

/** Reads waiting mail, one after the other, for as long as the process lives. */
export interface Intake {
  /** Mail has come. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface IntakeOptions extends IntakeDeps {
  readonly logger: Logger;
  /** Covers mail that another process kept, or that a killed one left behind. */
  readonly pollMs?: number;
}

const LONGEST_PAUSE_MS = 60_000;

/** With these pauses well over an hour: what is away, such as the disk of the attachments, may be back by then. */
const MOST_ATTEMPTS = 100;

/** Readings that ended the process, or hung in it, one after the other. */
const MOST_UNFINISHED = 5;

/** How long a mail that could not be read waits for its next turn. */
const pauseAfter = (attempts: number): number => Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(attempts, 10));

/** Why a mail is given up, if it is. */
function hopeless({ attempts, unfinished, reason = '' }: WaitingMail): string | undefined {
  if (unfinished >= MOST_UNFINISHED) return 'reading it never ends';
  return attempts > MOST_ATTEMPTS ? `Given up after ${String(MOST_ATTEMPTS)} attempts: ${reason}` : undefined;
}

/** Starts the loop. */
export function startIntake(options: IntakeOptions): Intake {
  const { store, logger, pollMs = 1_000 } = options;
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => undefined;

  const giveUp = async ({ id }: WaitingMail, reason: string): Promise<void> => {
    logger.error({ event: 'mail-given-up', mail: id.toString(), reason }, 'a mail cannot be read');
    await store.incomingMails.decide(id, await store.engine.clock.now(), () =>
      Promise.resolve({ state: 'failed', reason }),
    );
  };

  const read = async (waiting: WaitingMail): Promise<void> => {
    const reason = hopeless(waiting);
    if (reason !== undefined) return giveUp(waiting, reason);
    try {
      const outcome = await takeIn(options, waiting);
      const { state, reason } = outcome ?? {};
      logger.info({ event: 'mail-read', mail: waiting.id.toString(), state, reason }, 'a mail was read');
    } catch (error) {
      logger.warn({ err: error, mail: waiting.id.toString() }, 'a mail could not be read yet');
      await store.incomingMails.retry(waiting.id, (error as Error).message, pauseAfter(waiting.attempts));
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
      let waiting: WaitingMail | undefined;
      try {
        waiting = await store.incomingMails.take();
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
