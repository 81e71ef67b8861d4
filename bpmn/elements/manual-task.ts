import type { ManualTask } from '../model/index.js';
import { activity } from './activity.js';

/** Done outside the engine's knowledge: passes through. */
export const manualTask = activity<ManualTask>({ begin: (step, _element, self) => step.complete(self) });
