import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../bpmn/deploy.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';

const XML = `
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" id="d" targetNamespace="http://example.org">
  <bpmn:process id="marked" isExecutable="true">
    <bpmn:startEvent id="start" reglament:status="New" reglament:milestoneStart="reaction"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:task id="pass" reglament:milestoneMet="seen"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:task>
    <bpmn:userTask id="work" reglament:status="In work" reglament:milestoneMet="reaction">
      <bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
        <zeebe:loopCharacteristics inputCollection="=[1, 2]"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>
    </bpmn:userTask>
    <bpmn:endEvent id="end" reglament:status="Closed"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="pass"/>
    <bpmn:sequenceFlow id="f2" sourceRef="pass" targetRef="work"/>
    <bpmn:sequenceFlow id="f3" sourceRef="work" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>`;

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  const diagram = await readDiagram(XML);
  expect(diagram.findings).toEqual([]);
  await test.deploy(...diagram.processes);
});
afterAll(() => test.close());

const marks = async (instance: bigint): Promise<string[]> => {
  const rows = await test.all<{ kind: string; name: string; element_id: string }>(
    'select kind, name, element_id from instance_marks where instance = $1 order by id',
    instance,
  );
  return rows.map(({ kind, name, element_id }) => `${kind} ${name} (${element_id})`);
};

describe('marks', () => {
  it('are written when marked elements are entered and completed, once for all turns of a loop', async () => {
    const instance = await test.start('marked');
    const first = [
      'status New (start)',
      'milestoneStart reaction (start)',
      'milestoneMet seen (pass)',
      'status In work (work)',
    ];
    expect(await marks(instance)).toEqual(first);
    const tasks = await test.all<{ key: string }>('select key from user_tasks where instance = $1', instance);
    for (const { key } of tasks) await test.store.engine.completeTask(BigInt(key), {});
    expect(await marks(instance)).toEqual([...first, 'milestoneMet reaction (work)', 'status Closed (end)']);
  });
});
