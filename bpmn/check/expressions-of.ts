import type { Element, Expression, SequenceFlow } from '../model/index.js';

/** An expression of an element with the property it stands in, as the properties panel calls it. */
export interface PlacedExpression {
  readonly property: string;
  readonly expression: Expression;
}

/** What the properties panel calls the members of the model that hold expressions. */
const names: Readonly<Record<string, string>> = {
  condition: 'Condition expression',
  jobType: 'Job type',
  retries: 'Retries',
  inputs: 'Input mapping',
  outputs: 'Output mapping',
  inputCollection: 'Input collection',
  outputElement: 'Output element',
  completionCondition: 'Completion condition',
  timer: 'Timer',
  calendar: 'Calendar',
  message: 'Message name',
  correlationKey: 'Subscription correlation key',
  error: 'Error code',
  called: 'Process ID',
  expression: 'FEEL expression',
  assignee: 'Assignee',
  candidateGroups: 'Candidate groups',
  candidateUsers: 'Candidate users',
  dueDate: 'Due date',
  followUpDate: 'Follow up date',
  priority: 'Priority',
  externalReference: 'External reference',
};

/** Every expression of an element or flow, wherever in its model it stands. */
export function expressionsOf(holder: Element | SequenceFlow): readonly PlacedExpression[] {
  const found: PlacedExpression[] = [];
  gather(holder, '', found);
  return found;
}

function gather(part: object, property: string, found: PlacedExpression[]): void {
  if (isExpression(part)) {
    found.push({ property, expression: part });
    return;
  }
  for (const [member, inner] of Object.entries(part) as [string, unknown][]) {
    if (typeof inner === 'object' && inner !== null) gather(inner, names[member] ?? property, found);
  }
}

const isExpression = (value: object): value is Expression =>
  'kind' in value && ((value.kind === 'feel' && 'source' in value) || (value.kind === 'static' && 'value' in value));
