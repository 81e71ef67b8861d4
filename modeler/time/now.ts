import { useSyncExternalStore } from 'react';

/** How often relative times are computed again, in ms. */
const TICK = 15_000;

let now = new Date();
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  now = new Date();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (ticking === undefined) {
    now = new Date();
    ticking = setInterval(tick, TICK);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
};

/** The present, renewed every quarter of a minute: one clock for all times on the page. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now);
