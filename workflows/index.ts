export { processInstance } from './process-instance/workflow.js';
export { timerStarts } from './timer-starts/workflow.js';
