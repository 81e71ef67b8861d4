import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../deploy.js';
import type { Element, ProcessDefinition } from '../model/index.js';
import { between, definitions, diagram, extended, flows } from '../test-support/diagram.js';
import { readers } from './index.js';

const compiled = async (xml: string): Promise<ProcessDefinition> => {
  const { processes, findings } = await readDiagram(xml);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(processes).toHaveLength(1);
  const definition = processes[0] as ProcessDefinition;
  expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  return definition;
};

/** The compiled form of the element `x`. */
const element = async (xml: string): Promise<Element | undefined> => (await compiled(xml)).elements['x'];

const inFlow = (node: string, roots = ''): string => diagram(between(node) + flows('start -> x, x -> end'), roots);
const behind = (node: string, roots = ''): string =>
  diagram(`<bpmn:startEvent id="start"/>${node}${flows('start -> x')}`, roots);
const onTask = (node: string, roots = ''): string =>
  diagram(between(`<bpmn:manualTask id="task"/>${node}`) + flows('start -> task, task -> end, x -> end'), roots);
const inEventSubProcess = (start: string, roots = ''): string =>
  diagram(
    `${between('')}${flows('start -> end')}<bpmn:subProcess id="e" triggeredByEvent="true">${start}<bpmn:endEvent id="e-end"/>${flows('x -> e-end')}</bpmn:subProcess>`,
    roots,
  );

const feel = (source: string) => ({ kind: 'feel', source });
const fixed = (value: string) => ({ kind: 'static', value });

const message = `<bpmn:message id="m" name="paid">${extended('<zeebe:subscription correlationKey="= order.id "/>')}</bpmn:message>`;
const paid = { name: fixed('paid'), correlationKey: feel('order.id') };
const waits = '<bpmn:messageEventDefinition messageRef="m"/>';
const error = '<bpmn:error id="err" errorCode="refused"/>';
const fails = '<bpmn:errorEventDefinition errorRef="err"/>';
const job = extended('<zeebe:taskDefinition type="work"/>');
const work = { kind: 'job', jobType: fixed('work'), retries: fixed('3'), headers: {} };
const hour = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
const oneHour = { kind: 'duration', value: fixed('PT1H') };

const rows: readonly (readonly [
  xml: string,
  expected: Partial<Record<string, unknown>> & { readonly type: Element['type'] },
])[] = [
  [
    inFlow(
      '<bpmn:subProcess id="x"><bpmn:startEvent id="s"/><bpmn:endEvent id="t"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/></bpmn:subProcess>',
    ),
    {
      type: 'subProcess',
      noneStart: 's',
      eventSubProcesses: [],
      container: 'process',
      incoming: ['start-x'],
      outgoing: ['x-end'],
    },
  ],
  [
    diagram(
      `${between('')}${flows('start -> end')}<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:startEvent id="s">${fails}</bpmn:startEvent><bpmn:endEvent id="t"/>${flows('s -> t')}</bpmn:subProcess>`,
      error,
    ),
    { type: 'eventSubProcess', start: 's', noneStart: null, inputs: [], outputs: [] },
  ],
  [
    inFlow(
      `<bpmn:callActivity id="x">${extended('<zeebe:calledElement processId="=next" propagateAllChildVariables="false" bindingType="versionTag" versionTag="v1"/>')}</bpmn:callActivity>`,
    ),
    {
      type: 'callActivity',
      called: {
        processId: feel('next'),
        binding: 'versionTag',
        versionTag: 'v1',
        propagateAllParentVariables: true,
        propagateAllChildVariables: false,
      },
    },
  ],
  [
    inFlow(
      `<bpmn:serviceTask id="x" name="Pay">${extended('<zeebe:taskDefinition type="=kind" retries="=tries"/><zeebe:taskHeaders><zeebe:header key="url" value="/pay"/></zeebe:taskHeaders><zeebe:ioMapping><zeebe:input source="=a" target="b.c"/><zeebe:output source="=d" target="e"/></zeebe:ioMapping>')}</bpmn:serviceTask>`,
    ),
    {
      type: 'serviceTask',
      name: 'Pay',
      work: { kind: 'job', jobType: feel('kind'), retries: feel('tries'), headers: { url: '/pay' } },
      inputs: [{ source: feel('a'), target: 'b.c' }],
      outputs: [{ source: feel('d'), target: 'e' }],
      boundaryEvents: [],
    },
  ],
  [inFlow(`<bpmn:sendTask id="x">${job}</bpmn:sendTask>`), { type: 'sendTask', work }],
  [inFlow('<bpmn:receiveTask id="x" messageRef="m"/>', message), { type: 'receiveTask', message: paid }],
  [
    inFlow(
      `<bpmn:userTask id="x">${extended('<zeebe:userTask/><zeebe:assignmentDefinition assignee="ann" candidateGroups="first, second" candidateUsers="=users"/><zeebe:taskSchedule dueDate="=due" followUpDate="2025-10-03T11:00:00Z"/><zeebe:priorityDefinition priority="80"/><zeebe:formDefinition formId="act"/>')}</bpmn:userTask>`,
    ),
    {
      type: 'userTask',
      task: {
        assignee: fixed('ann'),
        candidateGroups: fixed('first, second'),
        candidateUsers: feel('users'),
        dueDate: feel('due'),
        followUpDate: fixed('2025-10-03T11:00:00Z'),
        priority: fixed('80'),
        formId: 'act',
        headers: {},
      },
    },
  ],
  [
    inFlow(
      `<bpmn:userTask id="x">${extended('<zeebe:formDefinition formKey="camunda-forms:bpmn:act"/>')}</bpmn:userTask>`,
    ),
    { type: 'userTask', task: { externalReference: fixed('camunda-forms:bpmn:act'), headers: {} } },
  ],
  [
    inFlow(
      `<bpmn:scriptTask id="x">${extended('<zeebe:script expression="=a + 1" resultVariable="b"/>')}</bpmn:scriptTask>`,
    ),
    { type: 'scriptTask', script: { expression: feel('a + 1'), resultVariable: 'b' } },
  ],
  [inFlow(`<bpmn:scriptTask id="x">${job}</bpmn:scriptTask>`), { type: 'scriptTask', script: work }],
  [inFlow('<bpmn:manualTask id="x"/>'), { type: 'manualTask' }],
  [
    inFlow(
      `<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics isSequential="true">${extended('<zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=result"/>')}<bpmn:completionCondition>=done</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>`,
    ),
    {
      type: 'task',
      multiInstance: {
        sequential: true,
        inputCollection: feel('items'),
        inputElement: 'item',
        outputCollection: 'results',
        outputElement: feel('result'),
        completionCondition: feel('done'),
      },
    },
  ],

  [
    diagram(
      between('<bpmn:exclusiveGateway id="x" default="d"/>') +
        `${flows('start -> x')}<bpmn:sequenceFlow id="c" sourceRef="x" targetRef="end"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="d" sourceRef="x" targetRef="end"/>`,
    ),
    { type: 'exclusiveGateway', defaultFlow: 'd', outgoing: ['c', 'd'] },
  ],
  [
    diagram(
      between('<bpmn:parallelGateway id="p"/><bpmn:manualTask id="a"/><bpmn:inclusiveGateway id="x"/>') +
        flows('start -> p, p -> a, p -> x, a -> x, x -> end'),
    ),
    {
      type: 'inclusiveGateway',
      upstream: {
        'p-x': { flows: ['start-p'], elements: expect.arrayContaining(['start', 'p']) },
        'a-x': {
          flows: expect.arrayContaining(['start-p', 'p-a']),
          elements: expect.arrayContaining(['start', 'p', 'a']),
        },
      },
    },
  ],
  [inFlow('<bpmn:parallelGateway id="x"/>'), { type: 'parallelGateway' }],
  [
    diagram(
      between(
        `<bpmn:eventBasedGateway id="x"/><bpmn:receiveTask id="r" messageRef="m"/><bpmn:intermediateCatchEvent id="t">${hour}</bpmn:intermediateCatchEvent>`,
      ) + flows('start -> x, x -> t, x -> r, t -> end, r -> end'),
      message,
    ),
    { type: 'eventBasedGateway', events: ['t', 'r'] },
  ],

  [diagram(`<bpmn:startEvent id="x"/><bpmn:endEvent id="end"/>${flows('x -> end')}`), { type: 'noneStartEvent' }],
  [
    diagram(`<bpmn:startEvent id="x">${waits}</bpmn:startEvent><bpmn:endEvent id="end"/>${flows('x -> end')}`, message),
    { type: 'messageStartEvent', message: { name: fixed('paid') }, interrupting: true },
  ],
  [
    inEventSubProcess(`<bpmn:startEvent id="x" isInterrupting="false">${waits}</bpmn:startEvent>`, message),
    { type: 'messageStartEvent', message: paid, interrupting: false, container: 'e' },
  ],
  [
    diagram(
      `<bpmn:startEvent id="x"><bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent><bpmn:endEvent id="end"/>${flows('x -> end')}`,
    ),
    { type: 'timerStartEvent', timer: { kind: 'cycle', value: fixed('R3/PT1H') }, interrupting: true },
  ],
  [
    inEventSubProcess(
      `<bpmn:startEvent id="x"><bpmn:errorEventDefinition reglament:errorCodeVariable="code" reglament:errorMessageVariable="text"/></bpmn:startEvent>`,
    ),
    { type: 'errorStartEvent', error: { codeVariable: 'code', messageVariable: 'text' } },
  ],

  [behind('<bpmn:endEvent id="x"/>'), { type: 'noneEndEvent' }],
  [
    behind(`<bpmn:endEvent id="x">${fails}</bpmn:endEvent>`, error),
    { type: 'errorEndEvent', error: { code: fixed('refused') } },
  ],
  [behind(`<bpmn:endEvent id="x">${job}${waits}</bpmn:endEvent>`, message), { type: 'messageEndEvent', work }],
  [behind('<bpmn:endEvent id="x"><bpmn:terminateEventDefinition/></bpmn:endEvent>'), { type: 'terminateEndEvent' }],

  [inFlow('<bpmn:intermediateThrowEvent id="x"/>'), { type: 'noneThrowEvent' }],
  [
    inFlow(
      `<bpmn:intermediateThrowEvent id="x">${extended('<reglament:temporalActivity taskQueue="mail" activity="send" timeout="PT1M30S" heartbeat="PT20S" retries="7"/>')}${waits}</bpmn:intermediateThrowEvent>`,
      message,
    ),
    {
      type: 'messageThrowEvent',
      work: {
        kind: 'activity',
        taskQueue: 'mail',
        activity: 'send',
        timeout: 90_000,
        heartbeat: 20_000,
        retries: 7,
        headers: {},
      },
    },
  ],
  [
    diagram(
      between(
        '<bpmn:intermediateThrowEvent id="x"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="a"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateCatchEvent>',
      ) + flows('start -> x, a -> end'),
    ),
    { type: 'linkThrowEvent', target: 'a' },
  ],
  [
    diagram(
      between(
        '<bpmn:intermediateThrowEvent id="a"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="x"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateCatchEvent>',
      ) + flows('start -> a, x -> end'),
    ),
    { type: 'linkCatchEvent' },
  ],
  [
    inFlow(`<bpmn:intermediateCatchEvent id="x">${waits}</bpmn:intermediateCatchEvent>`, message),
    { type: 'messageCatchEvent', message: paid },
  ],
  [
    inFlow(
      '<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition reglament:calendar="=desk.calendar" reglament:unit="workingDays" reglament:clause="3.4"><bpmn:timeDuration>=term</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    ),
    {
      type: 'timerCatchEvent',
      timer: {
        kind: 'duration',
        value: feel('term'),
        calendar: feel('desk.calendar'),
        unit: 'workingDays',
        clause: '3.4',
      },
    },
  ],

  [
    onTask(
      `<bpmn:boundaryEvent id="x" attachedToRef="task" cancelActivity="false">${waits}</bpmn:boundaryEvent>`,
      message,
    ),
    { type: 'messageBoundaryEvent', attachedTo: 'task', interrupting: false, message: paid },
  ],
  [
    onTask(`<bpmn:boundaryEvent id="x" attachedToRef="task">${hour}</bpmn:boundaryEvent>`),
    { type: 'timerBoundaryEvent', attachedTo: 'task', interrupting: true, timer: oneHour },
  ],
  [
    onTask(`<bpmn:boundaryEvent id="x" attachedToRef="task">${fails}</bpmn:boundaryEvent>`, error),
    { type: 'errorBoundaryEvent', attachedTo: 'task', interrupting: true, error: { code: fixed('refused') } },
  ],
];

describe('the compiled form of an element', () => {
  it.each(rows.map(([xml, expected]) => [expected.type, xml, expected] as const))(
    '%s',
    async (_type, xml, expected) => {
      expect(await element(xml)).toMatchObject(expected);
    },
  );

  it('is shown above for every element type', () => {
    const shown = new Set<string>(rows.map(([, { type }]) => type));
    expect(Object.keys(readers).filter((type) => !shown.has(type))).toEqual(['process']);
  });

  it('carries what the Reglament extension says', async () => {
    const properties = extended('<reglament:action label="Принять" roles="agent, lead" form="act"/>');
    const event = `<bpmn:boundaryEvent id="x" attachedToRef="task" reglament:status="accepted" reglament:clause="5.1" reglament:milestoneMet="reaction" reglament:milestoneStart="resolution">${properties}${waits}</bpmn:boundaryEvent>`;
    expect(await element(onTask(event, message))).toMatchObject({
      reglament: {
        status: 'accepted',
        clause: '5.1',
        milestoneMet: 'reaction',
        milestoneStart: 'resolution',
        action: { label: 'Принять', roles: ['agent', 'lead'], form: 'act' },
      },
    });
  });

  it('tells of a task that goes back to whoever had it', async () => {
    const task = (keeps: string) => `<bpmn:userTask id="x" reglament:keepsAssignee="${keeps}"/>`;
    expect(await element(behind(task('true')))).toMatchObject({ reglament: { keepsAssignee: true } });
    expect(await element(behind(task('false')))).not.toHaveProperty('reglament');
  });

  it('refers to event definitions that stand beside the process', async () => {
    const event = '<bpmn:endEvent id="x"><bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef></bpmn:endEvent>';
    const shared = `<bpmn:errorEventDefinition id="shared" errorRef="err"/>${error}`;
    expect(await element(behind(event, shared))).toMatchObject({
      type: 'errorEndEvent',
      error: { code: fixed('refused') },
    });
  });
});

describe('a compiled process', () => {
  it('names its starts, carries its version tag and clauses, and leaves out the diagram', async () => {
    const definition = await compiled(
      definitions(
        `<bpmn:process id="p" name="Support" isExecutable="true" reglament:clause="1">${extended('<zeebe:versionTag value="2025-Q4"/>')}
           <bpmn:documentation>long text</bpmn:documentation>
           <bpmn:startEvent id="a"/><bpmn:startEvent id="b">${waits}</bpmn:startEvent><bpmn:endEvent id="end"/>
           <bpmn:sequenceFlow id="f" sourceRef="a" targetRef="end" reglament:clause="2.1"/><bpmn:sequenceFlow id="g" sourceRef="b" targetRef="end"/>
         </bpmn:process>${message}`,
      ),
    );
    expect(definition).toMatchObject({ format: 1, processId: 'p', name: 'Support', versionTag: '2025-Q4' });
    expect(Object.keys(definition.elements)).toEqual(['p', 'a', 'b', 'end']);
    expect(definition.elements['p']).toMatchObject({
      noneStart: 'a',
      eventStarts: ['b'],
      container: null,
      reglament: { clause: '1' },
    });
    expect(definition.flows).toEqual({
      f: { id: 'f', source: 'a', target: 'end', clause: '2.1' },
      g: { id: 'g', source: 'b', target: 'end' },
    });
    expect(JSON.stringify(definition)).not.toContain('long text');
  });

  it('is one of several in a file, of which only the executable ones count', async () => {
    const process = (id: string, more: string): string =>
      `<bpmn:process id="${id}" ${more}><bpmn:startEvent id="${id}-s"/><bpmn:endEvent id="${id}-e"/>${flows(`${id}-s -> ${id}-e`)}</bpmn:process>`;
    const { processes } = await readDiagram(
      definitions(process('a', 'isExecutable="true"') + process('b', '') + process('c', 'isExecutable="true"')),
    );
    expect(processes.map(({ processId }) => processId)).toEqual(['a', 'c']);
  });

  it('is the same each time the same file is read', async () => {
    const xml = inFlow('<bpmn:manualTask id="x"/>');
    expect(JSON.stringify(await readDiagram(xml))).toBe(JSON.stringify(await readDiagram(xml)));
  });
});
