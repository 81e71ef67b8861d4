// The name of a workflow type has a number: workflows of another one are not replayed by this code, they are ended.
export { processInstance as processInstance2 } from './process-instance/workflow.js';
export { timerStarts } from './timer-starts/workflow.js';
