const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A Ctrl-C arrives twice when npm stands between: from the terminal and passed on by npm. */
const SAME_WISH_MS = 1_000;

const PARENT_CHECK_MS = 200;

/** When the npm that runs us is killed it cannot tell us: we only get another parent. */
function whenAbandonedByNpm(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
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
