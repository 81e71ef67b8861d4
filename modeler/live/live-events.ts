import type { liveEvent } from '../../api/contract/live.js';
import type { Reply } from '../api/contract.js';
import { showsEarlyAnswers } from '../api/early-answers.js';
import type { OpenChangeStream } from './change-stream.js';

/** Something changed on the server: of which kind, and which ones (none named: any). */
export type LiveEvent = Reply<typeof liveEvent>;

/** Is the stream of events there? `lost` only after it has been away for a while. */
export type LiveStatus = 'connecting' | 'open' | 'lost';

/** Where events go. */
export interface LiveListener {
  /** Events of a short while together. */
  changed(events: readonly LiveEvent[]): void;
  /** Events may have been missed: the stream is back, or answers were asked for before it was there. */
  missed(): void;
  /** The server does not give the stream: perhaps the session has ended. */
  refused(): void;
  status(status: LiveStatus): void;
}

/** Events that come close together are handed on together, at most once in this time (ms). */
const GATHER = 400;
/** A stream that is away shorter than this is not worth a word (ms). */
const PATIENCE = 5_000;
/** Before trying again when the server refused the stream (ms): at first, and at most; twice as long each time. */
const RETRY = 2_000;
const LONGEST = 60_000;

/**
 * Listens to `GET /api/live` while the page can be seen, and again after every loss. A page that nobody sees, in another
 * tab or left by a link, gives the stream up, and reads everything anew when it is seen again.
 * @returns how to stop
 */
export const listenLive = (openStream: OpenChangeStream, listener: LiveListener): (() => void) => {
  let close: (() => void) | undefined;
  let gathered: LiveEvent[] = [];
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  /** What is on screen may be older than the stream that opens next. */
  let stale = false;
  let refusals = 0;
  let left = false;

  const flush = (): void => {
    flushing = undefined;
    const events = gathered;
    gathered = [];
    listener.changed(events);
  };

  const open = (): void => {
    clearTimeout(losing);
    losing = undefined;
    refusals = 0;
    if (stale || showsEarlyAnswers()) listener.missed();
    stale = true;
    listener.status('open');
  };

  const lost = (refused: boolean): void => {
    losing ??= setTimeout(() => listener.status('lost'), PATIENCE);
    // The browser reconnects by itself after a broken connection, but not after a refusal.
    if (!refused) return;
    retrying = setTimeout(connect, Math.min(RETRY * 2 ** refusals, LONGEST));
    refusals += 1;
    listener.refused();
  };

  const change = (data: string): void => {
    gathered.push(JSON.parse(data) as LiveEvent);
    flushing ??= setTimeout(flush, GATHER);
  };

  const connect = (): void => {
    close?.();
    close = openStream({ open, lost, change });
  };

  const disconnect = (): void => {
    close?.();
    close = undefined;
    for (const timer of [losing, retrying]) clearTimeout(timer);
    losing = undefined;
  };

  const align = (): void => {
    const seen = document.visibilityState === 'visible' && !left;
    if (seen && close === undefined) connect();
    else if (!seen) {
      disconnect();
      stale = true;
    }
  };
  const leave = (): void => {
    left = true;
    align();
  };
  const comeBack = (): void => {
    left = false;
    align();
  };

  listener.status('connecting');
  document.addEventListener('visibilitychange', align);
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', comeBack);
  align();
  return () => {
    document.removeEventListener('visibilitychange', align);
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', comeBack);
    disconnect();
    clearTimeout(flushing);
  };
};
