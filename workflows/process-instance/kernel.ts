import { createFeelEvaluator } from '../../feel/index.js';
import { createKernel } from '../../bpmn/index.js';

/** The kernel with its prepared expressions: pure, so one for all workflows of a worker (a preloaded module). */
export const kernel = createKernel({ evaluate: createFeelEvaluator() });
