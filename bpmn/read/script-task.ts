import type { ScriptTask } from '../model/index.js';
import { extension } from './node.js';
import { activity } from './parts/activity.js';
import { requiredExpression } from './parts/expression.js';
import { work } from './parts/work.js';
import type { ElementReader } from './reader.js';

/** `zeebe:script` (Camunda: FEEL script task), or a job worker. */
export const scriptTask: ElementReader<ScriptTask> = {
  reads: 'bpmn:ScriptTask',
  read: (node, place) => {
    const found = extension(node, 'zeebe:Script');
    const script =
      found === undefined
        ? work(node)
        : { expression: requiredExpression(found.expression), resultVariable: found.resultVariable?.trim() ?? '' };
    return { type: 'scriptTask', ...activity(node, place), script };
  },
};
