import type { CallActivity } from '../model/index.js';
import { text } from '../kernel/variables/expecting.js';
import { absorbAndComplete, activity } from './activity.js';

/**
 * Runs another process as a child (Camunda: call activities). The child gets all visible variables or only the local
 * ones; its variables are taken over as a whole, or only what output mappings pick.
 */
export const callActivity = activity<CallActivity>({
  begin(step, { id, called }, self) {
    const { binding, versionTag, propagateAllParentVariables } = called;
    step.ask(self, {
      kind: 'child',
      for: id,
      child: {
        processId: text(step, called.processId, self),
        binding,
        ...(versionTag !== undefined && { versionTag }),
        variables: propagateAllParentVariables ? step.visible(self) : step.locals(self),
        caught: step.caughtAround(self),
      },
    });
  },
  resume(step, { called, outputs }, self, { variables }) {
    absorbAndComplete(step, self, called.propagateAllChildVariables || outputs.length > 0 ? variables : {});
  },
  retryable: true,
});
