import type { ParametersIn } from '../texts/fill-text.js';

/** What each rule of the deploy checks says in English; `{…}` stands for one of its parameters. Pages translate by rule. */
export const findingTexts = {
  // The file
  'not-utf-8': 'The file names no encoding and is not UTF-8.',
  'wrong-encoding': 'The file is not in the encoding that it names: {encoding}.',
  'unknown-encoding': 'The encoding {encoding} is not known; save the file as UTF-8.',
  'not-bpmn': 'The file is not BPMN 2.0 XML: line {line}, column {column}: {reason}.',
  'not-definitions': 'The file is XML of another kind: it begins with <{found}> instead of BPMN definitions.',
  'document-type': 'A document type (DOCTYPE) is not accepted.',
  'no-executable-process': 'The file has no executable process.',
  'unknown-element': 'Line {line}, column {column} has an element that is not known and would be ignored: <{found}>.',
  'unreadable-content': 'Line {line}, column {column} cannot be read and would be ignored: {reason}.',
  'unknown-attribute': 'The attribute {name} is not known.',
  'unknown-reference': "There is no element with the id '{id}'.",

  // Ids
  'missing-process-id': 'The process has no id.',
  'missing-id': 'An element of type {kind} has no id.',
  'duplicate-id': "The id '{id}' is used twice (line {line}).",
  'invalid-id': "Line {line} would be ignored: '{id}' cannot be an id.",
  'reserved-id': 'The id {id} is not possible.',
  'long-id': 'The id is longer than {most} characters.',

  // What is not run
  'unsupported-element': 'Not supported: {kind}.',
  'unsupported-event-definitions': 'Not supported: {kind} with several event definitions.',
  'unsupported-untyped-event': 'The event needs an event definition that says what it waits for.',
  'unsupported-standard-loop': 'Standard loops are not supported; use a multi-instance activity or a gateway.',
  'unsupported-loop-cardinality': 'A loop cardinality is not supported; use an input collection.',
  'unsupported-loop-behaviour': 'Events thrown by a multi-instance activity are not supported.',
  'unsupported-compensation': 'Compensation is not supported.',
  'unsupported-start-quantity': 'A start quantity other than 1 is not supported.',
  'unsupported-completion-quantity': 'A completion quantity other than 1 is not supported.',
  'unsupported-instantiation': 'An element other than a start event cannot start a process.',
  'unsupported-parallel-events': 'A parallel event-based gateway is not supported.',
  'unsupported-timer': 'A timer needs exactly one of date, duration and cycle.',
  'unsupported-unit': 'The unit of a term is workingTime or workingDays.',
  'unsupported-phase': 'The phase of a milestone is warning or breach.',
  'unsupported-milestone': 'A timer cannot follow a milestone; give it a duration in a calendar.',
  'unsupported-execution-listeners': 'Execution listeners are not supported.',
  'unsupported-task-listeners': 'Task listeners are not supported.',
  'unsupported-linked-resources': 'Linked resources are not supported.',
  'unsupported-condition': 'A condition is only supported on a flow out of an exclusive or inclusive gateway.',
  'unused-condition': 'The condition is ignored: only exclusive and inclusive gateways look at conditions.',
  nesting: 'Sub-processes are nested too deeply here.',

  // Where it begins and ends
  'missing-start-event': 'The process has no start event.',
  'missing-none-start-event': 'The sub-process has no none start event.',
  'several-none-start-events': 'There can be only one none start event; there already is {id}.',
  'sub-process-start': 'A sub-process starts at a none start event only.',
  'process-error-start': 'An error can start an event sub-process, but not a process.',
  unreachable: 'Nothing leads to this element.',
  'no-way-out': 'From here no end can be reached.',
  'implicit-end': 'The path ends here without an end event.',

  // Numbers
  'inexact-number': "'{source}' has a number that cannot be kept exactly: {number} would become {kept}.",
  'inexact-number-in-form':
    'The form has a number that cannot be kept exactly at {place}: {number} would become {kept}.',

  // Flows
  'flow-without-source': 'The sequence flow has no source element.',
  'flow-without-target': 'The sequence flow has no target element.',
  'stray-flow': 'The sequence flow does not connect two elements of this process.',
  'flow-across-scopes': 'A sequence flow must not leave or enter a sub-process or process.',
  'flow-into-event': 'No sequence flow may lead to this event.',
  'flow-out-of-event': 'No sequence flow may leave this event.',
  'missing-condition': 'The flow needs a condition, or has to be the default flow.',
  'default-flow-elsewhere': 'The default flow does not leave this gateway.',
  'default-flow-condition': 'The condition is ignored: a default flow is taken when no other condition holds.',
  deadlock: 'Of the paths from {id} only one is taken, but the join waits for all of them.',
  'lack-of-synchronization': 'All paths from {id} are taken, and each of them goes on behind this join.',

  // Events
  'boundary-attachment': 'The boundary event is not attached to an activity of the same scope.',
  'caught-error-expression': 'The code of a caught error must not be an expression.',
  'caught-error-twice': 'Another event catches the same error here already.',
  'event-gateway-flows': 'An event-based gateway needs at least two outgoing flows.',
  'event-gateway-target':
    'After an event-based gateway there may only be message and timer catch events and receive tasks, not {id}.',
  'event-gateway-event': 'Nothing but its event-based gateway may lead to this event.',
  'event-sub-process-starts': 'An event sub-process needs exactly one start event, not {count}.',
  'event-sub-process-start': 'The start event of an event sub-process has to wait for an event.',
  'event-sub-process-flow': 'No sequence flow may lead to or from an event sub-process.',
  'missing-message': 'There is no message with a name.',
  'missing-correlation-key': 'The correlation key of the message is missing.',
  'missing-error': 'There is no error with a code to throw.',
  'missing-link-target': 'There is no link catch event of this name in the same scope.',

  // Timers
  'missing-timer-value': 'The timer has no value.',
  'timer-date': '{value} is not a date and time with offset like 2025-10-03T11:00:00+03:00.',
  'timer-duration': '{value} is not a duration like PT2H30M or P1D.',
  'timer-repetition': '{value} is not a repeating interval like R3/PT10M or a cron text.',
  'timer-cycle': 'A cycle is only possible where the timer does not interrupt or starts a process.',
  'unit-without-calendar': 'Working time and working days need the calendar that they are counted in.',
  'timer-phase': 'A phase is set, but no milestone that it belongs to.',

  // Work
  'missing-job-type': 'The job type is missing.',
  'missing-activity': 'A Temporal activity needs a task queue and the name of the activity.',
  'activity-timeout': 'The time limit of an attempt is a duration like PT30S.',
  'activity-heartbeat': 'The longest silence of an attempt is a duration like PT20S.',
  'activity-retries': 'The number of attempts is 1 or more.',
  'missing-called-process': 'It is not said which process is called.',
  'missing-version-tag': 'The version tag of the called process is missing.',
  'missing-script': 'The expression is missing.',
  'missing-result-variable': 'The result variable is missing.',
  'missing-input-collection': 'The input collection is missing.',
  'multi-instance-output': 'Output collection and output element are only possible together.',
  'kept-assignee': 'Every turn of the multi-instance activity {id} goes to whoever had its first one.',
  'form-by-id':
    'Forms of their own are not served: people will see the variables instead. Keep the form in the diagram.',
  'form-syntax': 'The form is not the JSON of a form: an object with a list of components.',

  // Expressions and variables
  'expression-required': "{value} has to be a FEEL expression, which begins with '='.",
  'expression-syntax': '\'{source}\' is not FEEL at position {position}: unexpected "{found}".',
  'expression-incomplete': "'{source}' is not FEEL at position {position}: the expression is incomplete.",
  'expression-too-large': "'{source}' is not FEEL: the expression is too long or nested too deeply.",
  'pattern-back-reference': "The pattern '{pattern}' has a back-reference, which patterns cannot have here.",
  'pattern-look-around': "The pattern '{pattern}' looks ahead or behind, which patterns cannot do here.",
  'pattern-too-large': "The pattern '{pattern}' is too long, too deep, or repeats something more than 1000 times.",
  'pattern-syntax': "The pattern '{pattern}' is not a regular expression.",
  'mapping-source': "The mapping to '{name}' has no source.",
  'mapping-target': "'{name}' is not a variable name.",
} as const satisfies Readonly<Record<string, string>>;

/** Stable name of a rule, kebab-case. Rules about what the engine does not run begin with `unsupported-`. */
export type FindingRule = keyof typeof findingTexts;

/** What differs from case to case: a value for every place in the text of a rule. */
export type ParametersOf<Rule extends FindingRule> = ParametersIn<(typeof findingTexts)[Rule]>;
