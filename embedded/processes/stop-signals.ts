const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A Ctrl-C arrives twice when npm stands between: from the terminal and passed on by npm. */
const SAME_WISH_MS = 1_000;

/**
 * Listens for the wish to stop.
 *
 * @param again called when somebody wishes it once more
 * @returns a signal that is aborted at the first wish
 */
export function stopSignals(again: () => void): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const onSignal = () => {
    if (first === undefined) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > SAME_WISH_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return controller.signal;
}
