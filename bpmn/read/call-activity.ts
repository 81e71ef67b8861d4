import type { CallActivity } from '../model/index.js';
import { extension } from './node.js';
import { activity } from './parts/activity.js';
import { requiredExpression } from './parts/expression.js';
import { omitUndefined } from './parts/omit-undefined.js';
import type { ElementReader } from './reader.js';

/** `zeebe:calledElement` (Camunda: call activities). */
export const callActivity: ElementReader<CallActivity> = {
  reads: 'bpmn:CallActivity',
  read: (node, place) => {
    const called = extension(node, 'zeebe:CalledElement');
    const { bindingType } = called ?? {};
    return {
      type: 'callActivity',
      ...activity(node, place),
      called: {
        processId: requiredExpression(called?.processId),
        binding: bindingType === 'deployment' || bindingType === 'versionTag' ? bindingType : 'latest',
        ...omitUndefined({ versionTag: called?.versionTag?.trim() || undefined }),
        propagateAllParentVariables: called?.propagateAllParentVariables !== false,
        propagateAllChildVariables: called?.propagateAllChildVariables !== false,
      },
    };
  },
};
