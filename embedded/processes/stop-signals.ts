const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A Ctrl-C arrives twice when npm stands between: from the terminal and passed on by npm. */
const SAME_WISH_MS = 1_000;

const PARENT_CHECK_MS = 100;

/** npm runs a script in a shell that passes no signals on: when npm is told to stop, only our parent vanishes. */
function whenAbandonedByNpm(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/**
 * Listens for the wish to stop: a signal, or the end of the npm that runs us.
 *
 * @param again called when somebody wishes it once more
 * @returns a signal that is aborted at the first wish
 */
export function stopSignals(again: () => void): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const onWish = () => {
    if (first === undefined) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > SAME_WISH_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onWish);
  whenAbandonedByNpm(onWish);
  return controller.signal;
}
