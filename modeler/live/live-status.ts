import { useSyncExternalStore } from 'react';
import { queryClient } from '../query/query-client.js';
import { keyOf } from '../query/keys.js';
import { applyLiveEvents } from '../query/live-updates.js';
import { listenLive, type LiveStatus } from './live-events.js';
import { sharedStream } from './shared-stream.js';

let status: LiveStatus = 'connecting';
const listeners = new Set<() => void>();

const setStatus = (next: LiveStatus): void => {
  status = next;
  for (const listener of listeners) listener();
};

/** Keeps the queries on screen up to date for as long as this person is signed in. @returns how to stop */
export const followLive = (person: string): (() => void) =>
  listenLive(sharedStream(person), {
    changed: (events) => applyLiveEvents(queryClient, events),
    missed: () => void queryClient.invalidateQueries(),
    refused: () => void queryClient.invalidateQueries({ queryKey: keyOf('session') }),
    status: setStatus,
  });

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether changes reach this page by themselves. */
export const useLiveStatus = (): LiveStatus => useSyncExternalStore(subscribe, () => status);
