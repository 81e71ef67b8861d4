import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, ProblemError, TimeLimitError } from '../api/problem-error.js';

/** Called when the server no longer knows the session. */
type SessionEnded = () => void;

let sessionEnded: SessionEnded = () => undefined;

/** Says what to do when the session has ended. */
export const onSessionEnd = (listener: SessionEnded): void => {
  sessionEnded = listener;
};

const watch = (error: Error): void => {
  if (error instanceof ProblemError && error.slug === 'unauthenticated') sessionEnded();
};

/** Passing trouble is tried again by itself; what the server refuses is not, nor what has waited long enough. */
const retry = (failures: number, error: Error): boolean =>
  failures < 3 && isPassing(error) && !(error instanceof TimeLimitError);

/** The state of the server, as this page knows it. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    // A page without a network says so, instead of waiting for it without a word.
    queries: { networkMode: 'always', staleTime: 10_000, gcTime: 5 * 60_000, retry, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
});
