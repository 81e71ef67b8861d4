export { createLogOutput, type LogOutput } from './log-output.js';
export { installLastResort, type LastResort, type LastResortLogger } from './last-resort.js';
export { readEnvironment, SECRETS, type Environment } from './read-environment.js';
