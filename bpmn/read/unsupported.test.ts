import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../deploy.js';
import { between, diagram, extended, flows } from '../test-support/diagram.js';

/** The elements and properties that are refused as unsupported; other findings must not be there. */
const refused = async (flowElements: string): Promise<readonly string[]> => {
  const { processes, findings } = await readDiagram(diagram(between(flowElements) + flows('start -> end')));
  expect(processes).toEqual([]);
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.filter(({ rule }) => !rule.startsWith('unsupported-'))).toEqual([]);
  return errors.map(({ element, property }) => [element, property].filter((part) => part !== undefined).join(' '));
};

const job = extended('<zeebe:taskDefinition type="work"/>');
const loop = (content: string, attributes = ''): string =>
  `<bpmn:serviceTask id="x">${job}<bpmn:multiInstanceLoopCharacteristics ${attributes}>${extended('<zeebe:loopCharacteristics inputCollection="=a"/>')}${content}</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`;
const onTask = (boundary: string): string =>
  `<bpmn:task id="task"/><bpmn:boundaryEvent id="x" attachedToRef="task">${boundary}</bpmn:boundaryEvent>`;
const catching = (definitions: string): string =>
  `<bpmn:intermediateCatchEvent id="x">${definitions}</bpmn:intermediateCatchEvent>`;
const throwing = (definitions: string): string =>
  `<bpmn:intermediateThrowEvent id="x">${definitions}</bpmn:intermediateThrowEvent>`;
const hour = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';

describe('elements the engine does not run', () => {
  it.each([
    ['business rule task', '<bpmn:businessRuleTask id="x"/>'],
    ['ad-hoc sub-process', '<bpmn:adHocSubProcess id="x"><bpmn:task id="inner"/></bpmn:adHocSubProcess>'],
    ['transaction', '<bpmn:transaction id="x"><bpmn:startEvent id="inner"/></bpmn:transaction>'],
    ['complex gateway', '<bpmn:complexGateway id="x"/>'],
    ['signal catch event', catching('<bpmn:signalEventDefinition/>')],
    ['signal throw event', throwing('<bpmn:signalEventDefinition/>')],
    ['escalation throw event', throwing('<bpmn:escalationEventDefinition/>')],
    ['escalation boundary event', onTask('<bpmn:escalationEventDefinition/>')],
    ['conditional catch event', catching('<bpmn:conditionalEventDefinition/>')],
    ['compensation throw event', throwing('<bpmn:compensateEventDefinition/>')],
    ['cancel boundary event', onTask('<bpmn:cancelEventDefinition/>')],
    ['error catch event in the flow', catching('<bpmn:errorEventDefinition/>')],
    ['catch event without event definition', catching('')],
    ['boundary event without event definition', onTask('')],
    ['event with several event definitions', catching(hour + hour)],
    ['signal start event', '<bpmn:startEvent id="x"><bpmn:signalEventDefinition/></bpmn:startEvent>'],
    ['signal end event', '<bpmn:endEvent id="x"><bpmn:signalEventDefinition/></bpmn:endEvent>'],
  ])('%s', async (_what, flowElements) => {
    expect(await refused(flowElements)).toEqual(['x']);
  });
});

describe('parts of elements the engine does not run', () => {
  it.each([
    ['a standard loop', '<bpmn:task id="x"><bpmn:standardLoopCharacteristics/></bpmn:task>', 'Loop characteristics'],
    ['a loop cardinality', loop('<bpmn:loopCardinality>3</bpmn:loopCardinality>'), 'Loop cardinality'],
    ['multi-instance that throws', loop('', 'behavior="One"'), 'Multi-instance behavior'],
    ['complex behaviour', loop('<bpmn:complexBehaviorDefinition/>', 'behavior="Complex"'), 'Multi-instance behavior'],
    ['a compensation handler', '<bpmn:task id="x" isForCompensation="true"/>', 'Compensation'],
    ['a start quantity', '<bpmn:task id="x" startQuantity="2"/>', 'Start quantity'],
    ['a completion quantity', '<bpmn:task id="x" completionQuantity="2"/>', 'Completion quantity'],
    [
      'a parallel event-based gateway',
      '<bpmn:eventBasedGateway id="x" eventGatewayType="Parallel"/>',
      'Event gateway type',
    ],
    ['an instantiating event-based gateway', '<bpmn:eventBasedGateway id="x" instantiate="true"/>', 'Instantiate'],
    [
      'execution listeners',
      `<bpmn:task id="x">${extended('<zeebe:executionListeners><zeebe:executionListener eventType="start" type="t"/></zeebe:executionListeners>')}</bpmn:task>`,
      'Execution listeners',
    ],
    [
      'task listeners',
      `<bpmn:userTask id="x">${extended('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="t"/></zeebe:taskListeners>')}</bpmn:userTask>`,
      'Task listeners',
    ],
    [
      'linked resources',
      `<bpmn:serviceTask id="x">${extended('<zeebe:taskDefinition type="t"/><zeebe:linkedResources><zeebe:linkedResource resourceId="r"/></zeebe:linkedResources>')}</bpmn:serviceTask>`,
      'Linked resources',
    ],
    [
      'two kinds of timer at once',
      catching(
        hour.replace('</bpmn:timeDuration>', '</bpmn:timeDuration><bpmn:timeDate>2025-10-03T11:00:00Z</bpmn:timeDate>'),
      ),
      'Timer',
    ],
    ['an unknown unit', catching(hour.replace('>', ' reglament:unit="fortnights">')), 'Unit'],
    ['an unknown phase', catching(hour.replace('>', ' reglament:phase="soon">')), 'Phase'],
  ])('%s', async (_what, flowElements, property) => {
    expect(await refused(flowElements)).toEqual([`x ${property}`]);
  });

  it('a condition on a flow out of an activity', async () => {
    const flow =
      '<bpmn:sequenceFlow id="x" sourceRef="start" targetRef="end"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>';
    expect(await refused(flow)).toEqual(['x Condition expression']);
  });

  it('a receive task that starts a process', async () => {
    const message = `<bpmn:message id="m" name="m">${extended('<zeebe:subscription correlationKey="=k"/>')}</bpmn:message>`;
    const task = '<bpmn:receiveTask id="x" messageRef="m" instantiate="true"/>';
    const { findings } = await readDiagram(diagram(between(task) + flows('start -> x, x -> end'), message));
    expect(findings).toMatchObject([{ rule: 'unsupported-instantiation', element: 'x', property: 'Instantiate' }]);
  });
});

describe('what has no part in the execution', () => {
  it('only warns where it refers to something unknown', async () => {
    const lane = '<bpmn:lane id="lane"><bpmn:flowNodeRef>gone</bpmn:flowNodeRef></bpmn:lane>';
    const { processes, findings } = await readDiagram(
      diagram(`<bpmn:laneSet>${lane}</bpmn:laneSet>${between('')}${flows('start -> end')}`),
    );
    expect(processes).toHaveLength(1);
    expect(findings).toMatchObject([
      { severity: 'warning', rule: 'unknown-reference', element: 'lane', parameters: { id: 'gone' } },
    ]);
  });

  it('is passed over without a word', async () => {
    const { processes, findings } = await readDiagram(
      diagram(
        `<bpmn:documentation>about</bpmn:documentation>
         <bpmn:laneSet><bpmn:lane id="lane"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
         ${between('')}${flows('start -> end')}
         <bpmn:dataObject id="data"/><bpmn:dataObjectReference id="reference" dataObjectRef="data"/>
         <bpmn:dataStoreReference id="store"/>
         <bpmn:textAnnotation id="note"><bpmn:text>note</bpmn:text></bpmn:textAnnotation>
         <bpmn:association id="association" sourceRef="start" targetRef="note"/>
         <bpmn:group id="group"/>`,
        `<bpmn:collaboration id="collaboration"><bpmn:participant id="us" processRef="process"/><bpmn:participant id="them"/>
           <bpmn:messageFlow id="messageFlow" sourceRef="them" targetRef="us"/></bpmn:collaboration>
         <bpmn:category id="category"/>`,
      ).replace(
        '<bpmn:startEvent id="start"/>',
        `<bpmn:startEvent id="start" other:colour="red" xmlns:other="http://example.org">${extended('<other:thing at="1"><other:deep/></other:thing>')}</bpmn:startEvent>`,
      ),
    );
    expect(findings).toEqual([]);
    expect(Object.keys(processes[0]?.elements ?? {})).toEqual(['process', 'start', 'end']);
  });
});
