import type { ProcessDefinition } from '../model/index.js';
import { boundaryAttachment } from './boundary-attachment.js';
import { callActivity } from './call-activity.js';
import { caughtErrors } from './caught-errors.js';
import { eventBasedGateway } from './event-based-gateway.js';
import { eventSubProcess } from './event-sub-process.js';
import { expressionNumbers } from './expression-numbers.js';
import { expressionPatterns } from './expression-patterns.js';
import { expressionRequired } from './expression-required.js';
import { expressionSyntax } from './expression-syntax.js';
import type { Finding } from './finding.js';
import { formById } from './form-by-id.js';
import { gatewayConditions } from './gateway-conditions.js';
import { identifiers } from './identifiers.js';
import { keptAssignee } from './kept-assignee.js';
import { missingCorrelationKey } from './missing-correlation-key.js';
import { missingReference } from './missing-reference.js';
import { missingStartEvent } from './missing-start-event.js';
import { missingTaskDefinition } from './missing-task-definition.js';
import { multiInstance } from './multi-instance.js';
import { noWayOut } from './no-way-out.js';
import type { Rule } from './rule.js';
import { scriptTask } from './script-task.js';
import { sequenceFlows } from './sequence-flows.js';
import { startEvents } from './start-events.js';
import { synchronization } from './synchronization.js';
import { timerCycle } from './timer-cycle.js';
import { timerValue } from './timer-value.js';
import { unreachable } from './unreachable.js';
import { variableMappings } from './variable-mappings.js';

/** What every element has to fulfil on its own. */
const elementRules: readonly Rule[] = [
  identifiers,
  missingReference,
  missingTaskDefinition,
  missingCorrelationKey,
  gatewayConditions,
  timerValue,
  timerCycle,
  multiInstance,
  callActivity,
  scriptTask,
  variableMappings,
  caughtErrors,
  expressionRequired,
  expressionSyntax,
  expressionNumbers,
  expressionPatterns,
];

/** How elements have to stand to each other. They would mislead where elements of the diagram are missing. */
const structureRules: readonly Rule[] = [
  missingStartEvent,
  startEvents,
  sequenceFlows,
  boundaryAttachment,
  eventBasedGateway,
  eventSubProcess,
];

/** What is probably not meant; asked of processes without errors. */
const warningRules: readonly Rule[] = [unreachable, noWayOut, synchronization, formById, keptAssignee];

/** What is wrong with the elements of a process, each looked at for itself. */
export const elementErrors = (definition: ProcessDefinition): readonly Finding[] => apply(elementRules, definition);

/** What is wrong with the structure of a process of which no element is missing. */
export const structureErrors = (definition: ProcessDefinition): readonly Finding[] => apply(structureRules, definition);

/** What is probably not meant in a process without errors. */
export const warningsIn = (definition: ProcessDefinition): readonly Finding[] => apply(warningRules, definition);

const apply = (rules: readonly Rule[], definition: ProcessDefinition): readonly Finding[] =>
  rules.flatMap((rule) => [...rule(definition)]);
