import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes.
 *
 * @param probe a thrown error counts as no
 * @throws the reason of `signal` when it is aborted
 */
export async function pollUntil(probe: () => Promise<boolean>, everyMs: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (await probe().catch(() => false)) return;
    await delay(everyMs, undefined, { signal });
  }
}

/** Whether a GET of this address answers with a 2xx status. */
export async function answersOk(url: string, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(url, { signal });
  await response.body?.cancel();
  return response.ok;
}
