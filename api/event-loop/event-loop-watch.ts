import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { Logger } from 'pino';

/** Watches how long this process keeps everybody waiting: while one thing computes nothing else is answered. */
export interface EventLoopWatch {
  /** 99th percentile of the delay over the last minute, in ms; 0 in the first half minute, when the process still warms up. */
  p99(): number;
  /** So that a block can be told with them. */
  readonly requests: RequestsInWork;
  stop(): void;
}

const RESOLUTION_MS = 20;
/** Two monitors begin anew in turns: the older one knows the last 30 to 60 s. */
const TURN_MS = 30_000;
const TICK_MS = 100;
/** Blocks that are longer are logged. */
const BLOCK_MS = 250;
const NAMED = 10;

/** Learns which requests are in work, by method and path of their routes. */
export interface RequestsInWork {
  begin(name: string): void;
  end(name: string): void;
  /** Names of those in work now. */
  now(): readonly string[];
}

/** `take`: the requests that were in work since the last look. */
export const createRequestsInWork = (): RequestsInWork & { take(): () => readonly string[] } => {
  const open = new Map<string, number>();
  let ended = new Set<string>();
  return {
    begin: (name) => void open.set(name, (open.get(name) ?? 0) + 1),
    end(name) {
      const left = (open.get(name) ?? 0) - 1;
      if (left > 0) open.set(name, left);
      else open.delete(name);
      ended.add(name);
    },
    now: () => [...open.keys()].slice(0, NAMED),
    take() {
      const before = ended;
      ended = new Set();
      return () => [...new Set([...before, ...open.keys()])].slice(0, NAMED);
    },
  };
};

/**
 * Tells of a block when it is over: a tick that comes too late.
 *
 * @param inWork the requests since the last tick; their names are only asked for after a block
 * @param now ms, monotonic
 */
export const createBlockLog = (
  logger: Logger,
  inWork: () => () => readonly string[],
  now: () => number,
): (() => void) => {
  let last = now();
  return () => {
    const late = now() - last - TICK_MS;
    last = now();
    const names = inWork();
    if (late > BLOCK_MS) logger.warn({ blockedMs: Math.round(late), requests: names() }, 'the event loop was blocked');
  };
};

const startedMonitor = (): IntervalHistogram => {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  monitor.enable();
  return monitor;
};

export const watchEventLoop = (logger: Logger): EventLoopWatch => {
  const requests = createRequestsInWork();
  let older = startedMonitor();
  let younger = startedMonitor();
  let warm = false;
  const turn = (): void => {
    [older, younger] = [younger, older];
    younger.reset();
    if (!warm) older.reset();
    warm = true;
  };
  const timers = [
    setInterval(turn, TURN_MS),
    setInterval(
      createBlockLog(logger, requests.take, () => performance.now()),
      TICK_MS,
    ),
  ];
  for (const timer of timers) timer.unref();
  return {
    requests,
    // A sample is the time between two ticks of the monitor.
    p99: () => (!warm || older.count === 0 ? 0 : Math.max(0, Math.round(older.percentile(99) / 1e6 - RESOLUTION_MS))),
    stop() {
      for (const timer of timers) clearInterval(timer);
      older.disable();
      younger.disable();
    },
  };
};
