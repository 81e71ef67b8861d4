import { ReglamentProperties } from './reglament-properties.js';

/** Terms, statuses, buttons, clauses and Temporal activities in the properties panel. */
export const reglamentPropertiesModule = {
  __init__: ['reglamentProperties'],
  reglamentProperties: ['type', ReglamentProperties],
};
