import type { CommitAnswer, CommitRequest, EngineStore } from '../../engine/index.js';

export type {
  ActivityEffect,
  CarriedInput,
  CommitAnswer,
  CommitRequest,
  CommittedInput,
  Head,
  StepRequest,
  TimerBook,
} from '../../engine/index.js';

/** The engine's own activities; all run as local activities. */
export const createEngineActivities = (store: EngineStore) => ({
  /** Writes one activation's work on an instance, or answers the head that is ahead (design §5, The commit). */
  commit: (request: CommitRequest): Promise<CommitAnswer> => store.commit(request),

  /** When the timer start events of a definition are due, and whether the clock stands still. */
  timerStartBook: (definition: string) => store.timerStarts.book(BigInt(definition)),

  /** Starts an instance for a due timer start event and moves it to its next turn. */
  fireTimerStart: (definition: string, element: string, due: number): Promise<void> =>
    store.timerStarts.fire(BigInt(definition), element, due),
});

export type EngineActivities = ReturnType<typeof createEngineActivities>;
