/** Fields of the properties panel by the property that a finding names. */
const entries: Readonly<Record<string, readonly string[]>> = {
  'Job type': ['taskDefinitionType'],
  Retries: ['taskDefinitionRetries'],
  'Called element': ['targetProcessId'],
  'Condition expression': ['conditionExpression'],
  Message: ['messageRef', 'messageName'],
  'Subscription correlation key': ['messageSubscriptionCorrelationKey'],
  Timer: ['timerEventDefinitionType'],
  'FEEL expression': ['scriptImplementation', 'expression'],
  'Result variable': ['resultVariable'],
  Error: ['errorRef'],
  'Link name': ['linkName'],
  'Version tag': ['versionTag'],
  'Input collection': ['multiInstance-inputCollection'],
  'Output collection': ['multiInstance-outputCollection'],
  'Output element': ['multiInstance-outputElement'],
  ID: ['id', 'processId'],
  'Task queue': ['reglament-activity-taskQueue'],
  'Form JSON configuration': ['form-json'],
  Activity: ['reglament-activity-activity'],
};

/** Ids of the fields where a property may be edited; which of them is there depends on the element. */
export const entriesOf = (property: string): readonly string[] =>
  Object.hasOwn(entries, property) ? (entries[property] ?? []) : [];
