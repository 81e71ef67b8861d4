import type { UndefinedTask } from '../model/index.js';
import { activity } from './activity.js';

/** BPMN's abstract task: passes through. */
export const task = activity<UndefinedTask>({ begin: (step, _element, self) => step.complete(self) });
