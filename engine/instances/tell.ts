import type { StepResult } from './step-request.js';

/**
 * How long the outbox waits before it tells a workflow of a timer, in ms: what is set and cancelled within seconds never
 * reaches Temporal.
 */
export const TELL_AFTER_MS = 3_000;

/** When the outbox tells a workflow of a step that it has asked for itself: `advance` says so before, unless it died. */
export const TELL_AGAIN_MS = 5_000;

/** The outbox looks again after this time at most, from now or from the earliest due instant: while an activity runs. */
export const LONGEST_TELL_MS = 600_000;

/**
 * After how many ms the workflow of an instance must be told of a step: at once of an activity asked for or taken back and
 * of a timer that is due soon, later of another timer, null of anything else.
 */
export function tellDelay(step: Pick<StepResult, 'inputs' | 'due' | 'failures'>, now: number): number | null {
  let delay: number | null = null;
  for (const { effects } of step.inputs)
    for (const effect of effects) {
      if (effect.type === 'activity.start' || effect.type === 'activity.cancel') return 0;
      if (effect.type !== 'timer.set') continue;
      const due = step.due[effect.key];
      if (due === undefined) continue;
      const after = due < now + 2 * TELL_AFTER_MS ? 0 : TELL_AFTER_MS;
      delay = delay === null ? after : Math.min(delay, after);
    }
  return delay;
}
