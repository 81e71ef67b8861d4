/** The part of a logger that is needed here. */
export interface LastResortLogger {
  error(facts: object, text: string): void;
  fatal(facts: object, text: string): void;
}

/** Something that was thrown where nobody catches it. */
export type Stray = 'exception' | 'rejection';

/** What a process does about errors that have no owner. */
export interface LastResort {
  /** Takes one such error. */
  take(kind: Stray, error: unknown): void;
}

/** More than so many within the time: whatever is broken stays broken, only a new process helps. */
const MOST = 10;
const WITHIN_MS = 60_000;

/**
 * Decides about errors without an owner: logs them with what was in work, and ends the process where going on could do harm.
 *
 * A rejected promise that nobody waits for has ended by itself: the process goes on. After an exception out of an event
 * handler or timer the process goes on only where `keepsServing` says so. In both cases not for ever: after ten within a
 * minute it ends, and whoever supervises it starts another one.
 */
export function createLastResort(options: {
  readonly logger: LastResortLogger;
  /** What is in work, such as routes or steps, for the log. */
  readonly inWork: () => readonly string[];
  readonly keepsServing: boolean;
  /** Ends the process. */
  readonly end: () => void;
  /** ms, monotonic */
  readonly now: () => number;
}): LastResort {
  const { logger, inWork, keepsServing, end, now } = options;
  let recent: number[] = [];
  return {
    take(kind, error) {
      const at = now();
      recent = [...recent.filter((one) => at - one < WITHIN_MS), at];
      const facts = { event: 'stray-error', kind, err: error, inWork: inWork() };
      if ((kind === 'rejection' || keepsServing) && recent.length <= MOST) {
        logger.error(facts, 'an error had no owner; the process goes on');
        return;
      }
      logger.fatal(facts, 'an error had no owner; the process ends, to be started again');
      end();
    },
  };
}

/**
 * Puts the last resort of this process in place.
 *
 * @param keepsServing goes on after an exception too: for a process whose memory holds guesses alone
 */
export function installLastResort(options: {
  readonly logger: LastResortLogger;
  readonly inWork?: () => readonly string[];
  readonly keepsServing: boolean;
}): void {
  const resort = createLastResort({
    ...options,
    inWork: options.inWork ?? (() => []),
    end: () => process.exit(1),
    now: () => performance.now(),
  });
  process.on('uncaughtException', (error) => resort.take('exception', error));
  process.on('unhandledRejection', (error) => resort.take('rejection', error));
  // Whoever reads our output may go away or fall asleep; what is lost then is a line.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
