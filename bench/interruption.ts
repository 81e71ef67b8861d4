const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What has to be tidied up before this program may end, in the order in which it was begun. */
const open: (() => Promise<void>)[] = [];

/** Tidies up everything, the latest first, and ends this program. */
const interrupt = (): void => {
  for (const signal of SIGNALS) process.off(signal, interrupt).on(signal, ignore);
  void (async () => {
    for (const tidyUp of [...open].reverse()) await tidyUp().catch(() => undefined);
    process.exit(INTERRUPTED);
  })();
};
const ignore = (): void => undefined;

/** Runs work and tidies up after it, once, also when a signal ends this program meanwhile. */
export async function tidiedUp<T>(tidyUp: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  let done: Promise<void> | undefined;
  const once = (): Promise<void> => (done ??= tidyUp());
  if (open.length === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
  open.push(once);
  try {
    return await work();
  } finally {
    await once();
    open.splice(open.indexOf(once), 1);
    if (open.length === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
