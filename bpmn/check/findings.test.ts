import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../deploy.js';
import { between, definitions, diagram, extended, flows } from '../test-support/diagram.js';

const service = (id: string, more = '', type = 'work'): string =>
  `<bpmn:serviceTask id="${id}">${extended(`<zeebe:taskDefinition type="${type}"/>`)}${more}</bpmn:serviceTask>`;
const timer = (text: string, kind = 'timeDuration'): string =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${text}</bpmn:${kind}></bpmn:timerEventDefinition>`;
const condition = (id: string, source: string, target: string, text: string): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"><bpmn:conditionExpression>${text}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
const message = `<bpmn:message id="m" name="paid">${extended('<zeebe:subscription correlationKey="=key"/>')}</bpmn:message>`;
const keyless = '<bpmn:message id="m" name="paid"/>';
const waits = '<bpmn:messageEventDefinition messageRef="m"/>';
const loop = (characteristics: string, more = ''): string =>
  `<bpmn:multiInstanceLoopCharacteristics>${extended(`<zeebe:loopCharacteristics ${characteristics}/>`)}${more}</bpmn:multiInstanceLoopCharacteristics>`;
const mapping = (text: string): string =>
  `<bpmn:manualTask id="task">${extended(`<zeebe:ioMapping>${text}</zeebe:ioMapping>`)}</bpmn:manualTask>`;

const nested = (depth: number, from = 1): string =>
  depth === 0
    ? ''
    : `<bpmn:startEvent id="in-${from}"/><bpmn:subProcess id="sub-${from}">${nested(depth - 1, from + 1)}</bpmn:subProcess>`;

/** A user task whose form lies in the process. */
const withForm = (form: string): string =>
  diagram(
    `${extended(`<zeebe:userTaskForm id="f">${form}</zeebe:userTaskForm>`)}${between(
      `<bpmn:userTask id="task">${extended('<zeebe:userTask/><zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>')}</bpmn:userTask>`,
    )}${flows('start -> task, task -> end')}`,
  );

/** One element between start and end. */
const one = (element: string, id = 'task', roots = ''): string =>
  diagram(between(element) + flows(`start -> ${id}, ${id} -> end`), roots);

/** `rule element property`, as far as each is there. */
const found = async (xml: string): Promise<readonly string[]> =>
  (await readDiagram(xml)).findings.map(({ rule, element, property }) =>
    [rule, element, property].filter((part) => part !== undefined).join(' '),
  );

type Row = readonly [why: string, xml: string, ...findings: string[]];

const errors: readonly Row[] = [
  ['text that is no XML', 'no XML', 'not-bpmn'],
  ['an empty text', '', 'not-bpmn'],
  ['XML that is no BPMN', '<html/>', 'not-definitions'],
  ['XML that is cut off', diagram('<bpmn:task id="task">').slice(0, -80), 'not-bpmn'],
  ['a document type', `<!DOCTYPE x [<!ENTITY e "text">]>${definitions('')}`, 'document-type'],
  ['a file without processes', definitions(''), 'no-executable-process'],
  ['a process that is not executable', definitions('<bpmn:process id="process"/>'), 'no-executable-process'],
  [
    'a process without id',
    definitions(`<bpmn:process isExecutable="true">${between('')}${flows('start -> end')}</bpmn:process>`),
    'missing-process-id  ID',
  ],
  ['an element without id', diagram(`${between('<bpmn:task/>')}${flows('start -> end')}`), 'missing-id'],
  ['an id that is used twice', one('<bpmn:task id="task"/><bpmn:task id="task"/>'), 'duplicate-id task'],
  ['an id that is no XML name', one('<bpmn:task id="task"/><bpmn:task id="1 2"/>'), 'invalid-id'],
  [
    'an id that is too long',
    one(`<bpmn:task id="${'t'.repeat(256)}"/>`, 't'.repeat(256)),
    `long-id ${'t'.repeat(256)} ID`,
    `long-id start-${'t'.repeat(256)} ID`,
    `long-id ${'t'.repeat(256)}-end ID`,
  ],
  ['an id that no object can hold', one('<bpmn:task id="__proto__"/>', '__proto__'), 'reserved-id __proto__'],
  [
    'sub-processes nested beyond all measure',
    one(`<bpmn:subProcess id="task">${nested(200)}</bpmn:subProcess>`),
    'nesting sub-50',
  ],
  ['an element BPMN does not have', one('<bpmn:task id="task"/><bpmn:fooTask id="foo"/>'), 'unknown-element'],

  ['a process without start event', diagram('<bpmn:endEvent id="end"/>'), 'missing-start-event process'],
  [
    'a sub-process without none start event',
    one('<bpmn:subProcess id="task"><bpmn:endEvent id="inner"/></bpmn:subProcess>'),
    'missing-none-start-event task',
  ],
  [
    'two none start events',
    diagram(between('<bpmn:startEvent id="second"/>') + flows('start -> end, second -> end')),
    'several-none-start-events second',
  ],
  [
    'a timer start event in a sub-process',
    one(
      `<bpmn:subProcess id="task"><bpmn:startEvent id="s"/><bpmn:startEvent id="b">${timer('PT1H')}</bpmn:startEvent></bpmn:subProcess>`,
    ),
    'sub-process-start b',
  ],
  [
    'an error start event of a process',
    diagram(between('<bpmn:startEvent id="b"><bpmn:errorEventDefinition/></bpmn:startEvent>') + flows('start -> end')),
    'process-error-start b',
  ],

  [
    'a flow to nowhere',
    diagram(`${between('')}${flows('start -> nowhere')}`),
    'unknown-reference start-nowhere Target',
  ],
  [
    'a flow without ends',
    diagram(`${between('')}${flows('start -> end')}<bpmn:sequenceFlow id="f"/>`),
    'flow-without-source f Source',
  ],
  [
    'a flow into a sub-process',
    one('<bpmn:subProcess id="task"><bpmn:startEvent id="s"/><bpmn:task id="t"/></bpmn:subProcess>') //
      .replace('</bpmn:process>', `${flows('start -> t')}</bpmn:process>`),
    'flow-across-scopes start-t',
  ],
  [
    'a flow into another process',
    definitions(
      `<bpmn:process id="a" isExecutable="true">${between('')}${flows('start -> end, start -> other')}</bpmn:process>` +
        '<bpmn:process id="b"><bpmn:task id="other"/></bpmn:process>',
    ),
    'stray-flow start-other',
  ],
  ['a flow to a start event', diagram(between('') + flows('start -> end, start -> start')), 'flow-into-event start'],
  [
    'a flow from an end event',
    diagram(between('<bpmn:task id="task"/>') + flows('start -> end, end -> task')),
    'flow-out-of-event end',
  ],

  [
    'a message event without message',
    one('<bpmn:receiveTask id="task"/>'),
    'missing-message task Message',
    'missing-correlation-key task Subscription correlation key',
  ],
  [
    'a message event with an unknown message',
    one('<bpmn:receiveTask id="task" messageRef="m2"/>', 'task', message),
    'unknown-reference task Message',
    'missing-correlation-key task Subscription correlation key',
  ],
  [
    'a message without name',
    one('<bpmn:receiveTask id="task" messageRef="m"/>', 'task', message.replace(' name="paid"', '')),
    'missing-message task Message',
  ],
  [
    'a message without correlation key',
    one('<bpmn:receiveTask id="task" messageRef="m"/>', 'task', keyless),
    'missing-correlation-key task Subscription correlation key',
  ],
  [
    'a message start event of an event sub-process without correlation key',
    diagram(
      `${between('')}${flows('start -> end')}<bpmn:subProcess id="e" triggeredByEvent="true"><bpmn:startEvent id="s">${waits}</bpmn:startEvent></bpmn:subProcess>`,
      keyless,
    ),
    'missing-correlation-key s Subscription correlation key',
  ],
  [
    'an error end event without error',
    diagram(
      `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"><bpmn:errorEventDefinition/></bpmn:endEvent>${flows('start -> end')}`,
    ),
    'missing-error end Error',
  ],
  [
    'an error boundary event with an unknown error, which would catch everything',
    one(
      `${service('task')}<bpmn:boundaryEvent id="b" attachedToRef="task"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>`,
    ) //
      .replace('</bpmn:process>', `${flows('b -> end')}</bpmn:process>`),
    'unknown-reference b Error',
  ],
  ['a call without process', one('<bpmn:callActivity id="task"/>'), 'missing-called-process task Called element'],
  [
    'a call of a tagged version without tag',
    one(
      `<bpmn:callActivity id="task">${extended('<zeebe:calledElement processId="p" bindingType="versionTag"/>')}</bpmn:callActivity>`,
    ),
    'missing-version-tag task Version tag',
  ],
  [
    'a link without target',
    diagram(
      `<bpmn:startEvent id="start"/><bpmn:intermediateThrowEvent id="l"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateThrowEvent>${flows('start -> l')}`,
    ),
    'missing-link-target l Link name',
  ],
  ['a service task without task definition', one('<bpmn:serviceTask id="task"/>'), 'missing-job-type task Job type'],
  [
    'a message end event without task definition',
    diagram(
      `<bpmn:startEvent id="start"/><bpmn:endEvent id="end">${waits}</bpmn:endEvent>${flows('start -> end')}`,
      message,
    ),
    'missing-job-type end Job type',
  ],
  [
    'a Temporal activity without task queue',
    one(`<bpmn:serviceTask id="task">${extended('<reglament:temporalActivity activity="scan"/>')}</bpmn:serviceTask>`),
    'missing-activity task Task queue',
  ],
  [
    'a Temporal activity whose time limit is no duration',
    one(
      `<bpmn:serviceTask id="task">${extended('<reglament:temporalActivity taskQueue="mail" activity="scan" timeout="soon"/>')}</bpmn:serviceTask>`,
    ),
    'activity-timeout task Timeout',
  ],
  [
    'a Temporal activity whose longest silence is no duration',
    one(
      `<bpmn:serviceTask id="task">${extended('<reglament:temporalActivity taskQueue="mail" activity="scan" heartbeat="often"/>')}</bpmn:serviceTask>`,
    ),
    'activity-heartbeat task Heartbeat',
  ],
  [
    'a Temporal activity without any attempt',
    one(
      `<bpmn:serviceTask id="task">${extended('<reglament:temporalActivity taskQueue="mail" activity="scan" retries="0"/>')}</bpmn:serviceTask>`,
    ),
    'activity-retries task Retries',
  ],

  [
    'a boundary event attached to nothing',
    one(`<bpmn:task id="task"/><bpmn:boundaryEvent id="b">${timer('PT1H')}</bpmn:boundaryEvent>`),
    'boundary-attachment b Attached to',
  ],
  [
    'a boundary event attached to a gateway',
    one(
      `<bpmn:exclusiveGateway id="task"/><bpmn:boundaryEvent id="b" attachedToRef="task">${timer('PT1H')}</bpmn:boundaryEvent>`,
    ),
    'boundary-attachment b Attached to',
  ],
  [
    'an event-based gateway with one flow',
    diagram(
      between(
        `<bpmn:eventBasedGateway id="g"/><bpmn:intermediateCatchEvent id="t">${timer('PT1H')}</bpmn:intermediateCatchEvent>`,
      ) + flows('start -> g, g -> t, t -> end'),
    ),
    'event-gateway-flows g',
  ],
  [
    'an event-based gateway before a task and an event with two ways in',
    diagram(
      between(
        `<bpmn:eventBasedGateway id="g"/><bpmn:task id="task"/><bpmn:intermediateCatchEvent id="t">${timer('PT1H')}</bpmn:intermediateCatchEvent>`,
      ) + flows('start -> g, g -> t, g -> task, t -> end, task -> t'),
    ),
    'event-gateway-event t',
    'event-gateway-target g',
  ],
  [
    'an event sub-process with a none start event',
    diagram(
      `${between('')}${flows('start -> end')}<bpmn:subProcess id="e" triggeredByEvent="true"><bpmn:startEvent id="s"/></bpmn:subProcess>`,
    ),
    'event-sub-process-start s',
  ],
  [
    'an event sub-process with flows and without start',
    diagram(`${between('<bpmn:subProcess id="e" triggeredByEvent="true"/>')}${flows('start -> e, e -> end')}`),
    'event-sub-process-starts e',
    'event-sub-process-flow e',
  ],

  [
    'a deciding gateway with a flow without condition',
    diagram(
      between('<bpmn:exclusiveGateway id="g" default="d"/><bpmn:task id="a"/>') +
        flows('start -> g, g -> a, a -> end') +
        condition('c', 'g', 'end', '=x') +
        '<bpmn:sequenceFlow id="d" sourceRef="g" targetRef="end"/>',
    ),
    'missing-condition g-a Condition expression',
  ],
  [
    'a default flow of another element',
    diagram(between('<bpmn:exclusiveGateway id="g" default="start-g"/>') + flows('start -> g, g -> end')),
    'default-flow-elsewhere g Default flow',
  ],
  [
    'an unknown default flow',
    diagram(between('<bpmn:exclusiveGateway id="g" default="d"/>') + flows('start -> g, g -> end')),
    'unknown-reference g Default flow',
  ],

  [
    'a timer without value',
    one('<bpmn:intermediateCatchEvent id="task"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>'),
    'missing-timer-value task Timer',
  ],
  [
    'a wrong duration',
    one(`<bpmn:intermediateCatchEvent id="task">${timer('1 hour')}</bpmn:intermediateCatchEvent>`),
    'timer-duration task Timer',
  ],
  [
    'a date without offset',
    one(
      `<bpmn:intermediateCatchEvent id="task">${timer('2025-10-03T11:00', 'timeDate')}</bpmn:intermediateCatchEvent>`,
    ),
    'timer-date task Timer',
  ],
  [
    'a wrong cycle',
    diagram(
      `<bpmn:startEvent id="start">${timer('R3/tomorrow', 'timeCycle')}</bpmn:startEvent><bpmn:endEvent id="end"/>${flows('start -> end')}`,
    ),
    'timer-repetition start Timer',
  ],
  [
    'a wrong cron text',
    diagram(
      `<bpmn:startEvent id="start">${timer('0 0 9-17 * MON-FRI', 'timeCycle')}</bpmn:startEvent><bpmn:endEvent id="end"/>${flows('start -> end')}`,
    ),
    'timer-repetition start Timer',
  ],
  [
    'a timer that follows a milestone',
    one(
      '<bpmn:intermediateCatchEvent id="task"><bpmn:timerEventDefinition reglament:milestone="reaction" reglament:phase="breach"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    ),
    'unsupported-milestone task Milestone',
  ],
  [
    'working time without a calendar',
    one(
      '<bpmn:intermediateCatchEvent id="task"><bpmn:timerEventDefinition reglament:unit="workingTime"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    ),
    'unit-without-calendar task Calendar',
  ],
  [
    'a phase without milestone',
    one(
      '<bpmn:intermediateCatchEvent id="task"><bpmn:timerEventDefinition reglament:phase="breach"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    ),
    'timer-phase task Timer',
  ],
  [
    'a cycle on a catch event',
    one(`<bpmn:intermediateCatchEvent id="task">${timer('R3/PT1H', 'timeCycle')}</bpmn:intermediateCatchEvent>`),
    'timer-cycle task Timer',
  ],
  [
    'a cycle on an interrupting boundary event',
    diagram(
      between(
        `${service('task')}<bpmn:boundaryEvent id="b" attachedToRef="task">${timer('R3/PT1H', 'timeCycle')}</bpmn:boundaryEvent>`,
      ) + flows('start -> task, task -> end, b -> end'),
    ),
    'timer-cycle b Timer',
  ],

  [
    'multi-instance without collection',
    one(service('task', '<bpmn:multiInstanceLoopCharacteristics/>')),
    'missing-input-collection task Input collection',
  ],
  [
    'multi-instance with half an output',
    one(service('task', loop('inputCollection="=items" outputCollection="results"'))),
    'multi-instance-output task Output element',
  ],
  [
    'a collection that is no expression',
    one(service('task', loop('inputCollection="items"'))),
    'expression-required task Input collection',
  ],
  [
    'a condition that is no expression',
    diagram(between('<bpmn:exclusiveGateway id="g"/>') + flows('start -> g') + condition('c', 'g', 'end', 'x &gt; 5')),
    'expression-required c Condition expression',
  ],
  [
    'a script without result variable and expression',
    one(`<bpmn:scriptTask id="task">${extended('<zeebe:script/>')}</bpmn:scriptTask>`),
    'missing-script task FEEL expression',
    'missing-result-variable task Result variable',
  ],
  [
    'mappings without source or to something that is no variable',
    one(mapping('<zeebe:input source="=a" target="a b"/><zeebe:output target="c"/>')),
    'mapping-target task Input mapping',
    'mapping-source task Output mapping',
  ],
  [
    'the same error caught twice',
    diagram(
      between(
        `${service('task')}<bpmn:boundaryEvent id="b" attachedToRef="task"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent><bpmn:boundaryEvent id="c" attachedToRef="task"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>`,
      ) + flows('start -> task, task -> end, b -> end, c -> end'),
      '<bpmn:error id="e" errorCode="x"/>',
    ),
    'caught-error-twice c Error',
  ],
  [
    'a caught error with a computed code',
    diagram(
      between(
        `${service('task')}<bpmn:boundaryEvent id="b" attachedToRef="task"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>`,
      ) + flows('start -> task, task -> end, b -> end'),
      '<bpmn:error id="e" errorCode="=code"/>',
    ),
    'caught-error-expression b Error',
  ],
  ['a form that is not JSON', withForm('{"components":[}'), 'form-syntax task Form JSON configuration'],
  ['a form that is JSON of something else', withForm('[1]'), 'form-syntax task Form JSON configuration'],
  ['a form without a text', withForm(''), 'form-syntax task Form JSON configuration'],
  [
    'a form with numbers that are not kept',
    withForm('{"components":[{"validate":{"max":9007199254740993,"min":0.1}},{"increment":1e400}]}'),
    'inexact-number-in-form task Form JSON configuration',
    'inexact-number-in-form task Form JSON configuration',
  ],
];

const expressions: readonly Row[] = [
  [
    'a condition',
    diagram(between('<bpmn:exclusiveGateway id="g"/>') + flows('start -> g') + condition('c', 'g', 'end', '=x &gt;')),
    'expression-incomplete c Condition expression',
  ],
  ['a job type', one(service('task', '', '=x +')), 'expression-incomplete task Job type'],
  [
    'a pattern with a back-reference',
    one(mapping('<zeebe:input source="=matches(a, &quot;(b)\\\\1&quot;)" target="c"/>')),
    'pattern-back-reference task Input mapping',
  ],
  [
    'a pattern that looks ahead',
    one(mapping('<zeebe:input source="=replace(a, &quot;b(?=c)&quot;, d)" target="c"/>')),
    'pattern-look-around task Input mapping',
  ],
  [
    'a pattern that repeats too much',
    one(mapping('<zeebe:input source="=split(a, &quot;b{2000}&quot;)" target="c"/>')),
    'pattern-too-large task Input mapping',
  ],
  [
    'a pattern that is none',
    one(mapping('<zeebe:input source="=extract(a, &quot;[&quot;)" target="c"/>')),
    'pattern-syntax task Input mapping',
  ],
  [
    'numbers that are not kept',
    one(mapping('<zeebe:input source="=[9007199254740993, 0.1, 1e400]" target="a"/>')),
    'inexact-number task Input mapping',
    'inexact-number task Input mapping',
  ],
  [
    'retries',
    one(`<bpmn:serviceTask id="task">${extended('<zeebe:taskDefinition type="t" retries="=)"/>')}</bpmn:serviceTask>`),
    'expression-syntax task Retries',
  ],
  [
    'mappings',
    one(mapping('<zeebe:input source="=1 +" target="a"/><zeebe:output source="=[" target="b"/>')),
    'expression-incomplete task Input mapping',
    'expression-incomplete task Output mapping',
  ],
  [
    'a timer',
    one(`<bpmn:intermediateCatchEvent id="task">${timer('=duration(')}</bpmn:intermediateCatchEvent>`),
    'expression-incomplete task Timer',
  ],
  [
    'a message',
    one(
      '<bpmn:receiveTask id="task" messageRef="m"/>',
      'task',
      message.replace('paid', '=&quot;').replace('=key', '=key +'),
    ),
    'expression-syntax task Message name',
    'expression-incomplete task Subscription correlation key',
  ],
  [
    'an error',
    diagram(
      `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"><bpmn:errorEventDefinition errorRef="e"/></bpmn:endEvent>${flows('start -> end')}`,
      '<bpmn:error id="e" errorCode="=a b +"/>',
    ),
    'expression-incomplete end Error code',
  ],
  [
    'a called process',
    one(`<bpmn:callActivity id="task">${extended('<zeebe:calledElement processId="=if"/>')}</bpmn:callActivity>`),
    'expression-incomplete task Process ID',
  ],
  [
    'a script',
    one(
      `<bpmn:scriptTask id="task">${extended('<zeebe:script expression="=for" resultVariable="r"/>')}</bpmn:scriptTask>`,
    ),
    'expression-incomplete task FEEL expression',
  ],
  [
    'a multi-instance activity',
    one(
      service(
        'task',
        loop(
          'inputCollection="=[" outputCollection="r" outputElement="=}"',
          '<bpmn:completionCondition>=and</bpmn:completionCondition>',
        ),
      ),
    ),
    'expression-incomplete task Input collection',
    'expression-syntax task Output element',
    'expression-syntax task Completion condition',
  ],
  [
    'a user task',
    one(
      `<bpmn:userTask id="task">${extended('<zeebe:assignmentDefinition assignee="=(" candidateGroups="=(" candidateUsers="=("/><zeebe:taskSchedule dueDate="=(" followUpDate="=("/><zeebe:priorityDefinition priority="=("/><zeebe:formDefinition externalReference="=("/>')}</bpmn:userTask>`,
    ),
    'expression-incomplete task Assignee',
    'expression-incomplete task Candidate groups',
    'expression-incomplete task Candidate users',
    'expression-incomplete task Due date',
    'expression-incomplete task Follow up date',
    'expression-incomplete task Priority',
    'expression-incomplete task External reference',
  ],
];

const warnings: readonly Row[] = [
  [
    'an element nothing leads to',
    diagram(between('<bpmn:task id="task"/>') + flows('start -> end, task -> end')),
    'unreachable task',
  ],
  [
    'a path without end event',
    diagram(`<bpmn:startEvent id="start"/><bpmn:task id="task"/>${flows('start -> task')}`),
    'implicit-end task',
  ],
  [
    'a loop without way out',
    diagram(
      `<bpmn:startEvent id="start"/><bpmn:task id="a"/><bpmn:task id="b"/>${flows('start -> a, a -> b, b -> a')}`,
    ),
    'no-way-out start',
    'no-way-out a',
    'no-way-out b',
  ],
  [
    'a parallel join behind an exclusive split',
    diagram(
      between(
        '<bpmn:exclusiveGateway id="x" default="x-b"/><bpmn:task id="a"/><bpmn:task id="b"/><bpmn:parallelGateway id="p"/>',
      ) +
        flows('start -> x, x -> b, a -> p, b -> p, p -> end') +
        condition('c', 'x', 'a', '=y'),
    ),
    'deadlock p',
  ],
  [
    'an exclusive join behind a parallel split',
    diagram(
      between('<bpmn:parallelGateway id="p"/><bpmn:task id="a"/><bpmn:exclusiveGateway id="x"/>') +
        flows('start -> p, p -> a, p -> x, a -> x, x -> end'),
    ),
    'lack-of-synchronization x',
  ],
  [
    'a default flow with a condition',
    diagram(
      between('<bpmn:inclusiveGateway id="g" default="d"/>') +
        flows('start -> g') +
        condition('c', 'g', 'end', '=x') +
        condition('d', 'g', 'end', '=y'),
    ),
    'default-flow-condition d Condition expression',
  ],
  [
    'a condition behind a parallel gateway',
    diagram(
      between('<bpmn:parallelGateway id="p"/>') + flows('start -> p, p -> end') + condition('c', 'p', 'end', '=y'),
    ),
    'unused-condition c Condition expression',
  ],
  [
    'a form of its own, which nothing serves',
    one(
      `<bpmn:userTask id="task">${extended('<zeebe:userTask/><zeebe:formDefinition formId="act"/>')}</bpmn:userTask>`,
    ),
    'form-by-id task Form',
  ],
  [
    'a task of which everybody has a turn, but which goes back to whoever had it',
    one(
      `<bpmn:userTask id="task" reglament:keepsAssignee="true">${extended('<zeebe:userTask/>')}${loop('inputCollection="=approvers"')}</bpmn:userTask>`,
    ),
    'kept-assignee task When it comes again',
  ],
  [
    'such a task in a sub-process that runs for each item',
    one(
      `<bpmn:subProcess id="each">${loop('inputCollection="=approvers"')}<bpmn:startEvent id="in"/><bpmn:userTask id="task" reglament:keepsAssignee="true">${extended('<zeebe:userTask/>')}</bpmn:userTask><bpmn:endEvent id="out"/>${flows('in -> task, task -> out')}</bpmn:subProcess>`,
      'each',
    ),
    'kept-assignee task When it comes again',
  ],
  [
    'an extension element of Zeebe that does not exist',
    one(`<bpmn:manualTask id="task">${extended('<zeebe:foo/>')}</bpmn:manualTask>`),
    'unknown-element',
  ],
  [
    'an attribute of Zeebe that does not exist',
    one(`<bpmn:serviceTask id="task">${extended('<zeebe:taskDefinition type="t" retires="5"/>')}</bpmn:serviceTask>`),
    'unknown-attribute task retires',
  ],
];

describe('refused', () => {
  it.each(errors)('%s', async (_why, xml, ...findings) => {
    expect(await found(xml)).toEqual(findings);
    const { processes, findings: all } = await readDiagram(xml);
    expect(processes).toEqual([]);
    expect(all.every(({ severity, message: text }) => severity === 'error' && text !== '')).toBe(true);
  });
});

describe('refused for broken FEEL in', () => {
  it.each(expressions)('%s', async (_where, xml, ...findings) => {
    expect(await found(xml)).toEqual(findings);
  });

  it('tells the expression, the position and what is wrong', async () => {
    const { findings } = await readDiagram(one(service('task', '', '=amount + ) 1')));
    expect(findings[0]?.message).toBe(`'amount + ) 1' is not FEEL at position 10: unexpected ")".`);
  });
});

describe('warned of, but not refused', () => {
  it.each(warnings)('%s', async (_why, xml, ...findings) => {
    expect(await found(xml)).toEqual(findings);
    const { processes, findings: all } = await readDiagram(xml);
    expect(processes).toHaveLength(1);
    expect(all.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});

describe('nothing to say about', () => {
  it.each([
    ['a form that lies in the process', withForm('{"components":[]}')],
    [
      'a task that goes back to whoever had it and has one turn at a time',
      one(`<bpmn:userTask id="task" reglament:keepsAssignee="true">${extended('<zeebe:userTask/>')}</bpmn:userTask>`),
    ],
    [
      'a gateway with a single flow',
      diagram(between('<bpmn:exclusiveGateway id="g"/>') + flows('start -> g, g -> end')),
    ],
    [
      'a cron text',
      diagram(
        `<bpmn:startEvent id="start">${timer('0 0 9-17 * * MON-FRI', 'timeCycle')}</bpmn:startEvent><bpmn:endEvent id="end"/>${flows('start -> end')}`,
      ),
    ],
    ['variables in any script and paths', one(mapping('<zeebe:input source="=1" target="заявка.номер"/>'))],
    [
      'a message start event without correlation key',
      diagram(
        `<bpmn:startEvent id="start">${waits}</bpmn:startEvent><bpmn:endEvent id="end"/>${flows('start -> end')}`,
        keyless,
      ),
    ],
  ])('%s', async (_what, xml) => {
    expect(await found(xml)).toEqual([]);
  });
});
