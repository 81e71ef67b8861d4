import type { Key } from '../../bpmn/index.js';
import type { EngineStore, TemporalCommandsWanted, ToldFact } from '../../engine/index.js';

export type { ActivityInput, ActivityRequested, TemporalCommandsWanted, ToldFact } from '../../engine/index.js';

/** The activities of the engine; all run as local activities. `workflow`: id of the workflow that has asked for one. */
export const createEngineActivities = (store: EngineStore, workflow: () => string | undefined) => ({
  /** Steps what Temporal told and what is due, and answers what the workflow is to keep from then on. */
  advance: (instance: string, told: readonly ToldFact[], running: readonly Key[]): Promise<TemporalCommandsWanted> =>
    store.advance(instance, told, running, workflow()),

  /** When the timer start events of a definition are due, and whether the clock is pinned. */
  timerStartBook: (definition: string) => store.timerStarts.book(BigInt(definition)),

  /** Starts an instance for a due timer start event and moves it to its next turn. */
  async fireTimerStart(definition: string, element: string, due: number): Promise<void> {
    await store.timerStarts.fire(BigInt(definition), element, due);
  },
});

export type EngineActivities = ReturnType<typeof createEngineActivities>;
