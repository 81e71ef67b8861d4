import type { ScriptTask } from '../model/index.js';
import { absorbAndComplete, activity } from './activity.js';
import { askForWork } from './work.js';

/** Evaluates FEEL into a variable, or has work done outside. */
export const scriptTask = activity<ScriptTask>({
  begin(step, { script }, self) {
    if ('kind' in script) return askForWork(step, script, self);
    absorbAndComplete(step, self, { [script.resultVariable]: step.evaluate(script.expression, self) });
  },
  retryable: true,
});
