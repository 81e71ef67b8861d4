/** How the server answers: as it should, later than people like to wait, or not at all. */
export type ServerState = 'answering' | 'slow' | 'away';

/** A request that takes longer than this (ms) is worth a word. */
export const PATIENCE = 3_000;

const waiting = new Set<symbol>();
const listeners = new Set<() => void>();
let away = false;
let state: ServerState = 'answering';

const tell = (): void => {
  const next = away ? 'away' : waiting.size > 0 ? 'slow' : 'answering';
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
};

/** A request is sent. @returns what to call when it is over: was there an answer (undefined: nobody waits any more)? */
export const watchRequest = (): ((answered: boolean | undefined) => void) => {
  const id = Symbol();
  const timer = setTimeout(() => {
    waiting.add(id);
    tell();
  }, PATIENCE);
  return (answered) => {
    clearTimeout(timer);
    waiting.delete(id);
    if (answered !== undefined) away = !answered;
    tell();
  };
};

export const serverState = (): ServerState => state;

/** Calls when the state changes. @returns how to stop */
export const subscribeServerState = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
