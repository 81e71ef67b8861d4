export { readEnvironment, SECRETS, type Environment } from './read-environment.js';
