import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../bpmn/deploy.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const XML = `
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" id="d" targetNamespace="http://example.org">
  <bpmn:process id="two-tasks" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing><bpmn:outgoing>f2</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="marked" reglament:assignedStatus="in-work">
      <bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming>
    </bpmn:userTask>
    <bpmn:userTask id="plain">
      <bpmn:extensionElements>
        <zeebe:userTask/>
        <zeebe:taskSchedule dueDate="2025-10-03T20:00:00+02:00" followUpDate="=date and time(&quot;2025-10-02T09:00:00@Europe/Berlin&quot;)"/>
      </bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="marked"/>
    <bpmn:sequenceFlow id="f2" sourceRef="start" targetRef="plain"/>
  </bpmn:process>
</bpmn:definitions>`;

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  const diagram = await readDiagram(XML);
  await test.deploy(...diagram.processes);
});
afterAll(async () => {
  await test.idle();
  const { faults } = await test.store.verify();
  await test.close();
  expect(faults).toEqual([]);
});

async function started(): Promise<{ readonly instance: bigint; readonly marked: bigint; readonly plain: bigint }> {
  const instance = await test.start('two-tasks');
  const keyOf = async (element: string): Promise<bigint> => {
    const text = 'select key from user_tasks where instance = $1 and element_id = $2';
    return BigInt((await test.one<{ key: string }>(text, instance, element)).key);
  };
  return { instance, marked: await keyOf('marked'), plain: await keyOf('plain') };
}

const marks = (instance: bigint) =>
  test.all<object>('select kind, name, element_id from instance_marks where instance = $1 order by id', instance);

it('a task has the dates of its element, whatever offset or zone they are written in', async () => {
  const { plain, marked } = await started();
  const dates = (key: bigint) => test.one('select due_date, follow_up_date from user_tasks where key = $1', key);
  expect(await dates(plain)).toEqual({
    due_date: new Date('2025-10-03T18:00:00Z'),
    follow_up_date: new Date('2025-10-02T07:00:00Z'),
  });
  expect(await dates(marked)).toEqual({ due_date: null, follow_up_date: null });
});

describe('assigning a task', () => {
  it('marks the status that its element has for that, once, and never for another element', async () => {
    const { instance, marked, plain } = await started();
    const { engine } = test.store;
    expect(await engine.assignTask(plain, 'anna', false)).toEqual({ answer: 'applied' });
    expect(await marks(instance)).toEqual([]);
    expect(await engine.assignTask(marked, 'anna', false)).toEqual({ answer: 'applied' });
    expect(await engine.assignTask(marked, 'boris', false)).toMatchObject({ code: 'wrong-state' });
    await engine.unassignTask(marked);
    await engine.assignTask(marked, 'boris', true);
    expect(await marks(instance)).toEqual([{ kind: 'assignedStatus', name: 'in-work', element_id: 'marked' }]);
  });

  it('marks it too when it is assigned by a change, not when it is taken away', async () => {
    const { instance, marked } = await started();
    await test.store.engine.unassignTask(marked);
    expect(await marks(instance)).toEqual([]);
    await test.store.engine.updateTask(marked, { assignee: 'anna' });
    expect(await marks(instance)).toHaveLength(1);
  });

  it('is not what makes somebody the one who completed it', async () => {
    const { instance, marked, plain } = await started();
    const { engine } = test.store;
    await engine.assignTask(marked, 'anna', false);
    expect(await engine.completeTask(marked, {}, { name: 'boris' })).toEqual({ answer: 'applied' });
    expect(await engine.completeTask(plain, {})).toEqual({ answer: 'applied' });
    const text = 'select assignee, completed_by, state from user_tasks where instance = $1 order by key';
    expect(await test.all(text, instance)).toEqual([
      { assignee: 'anna', completed_by: 'boris', state: 'completed' },
      { assignee: null, completed_by: null, state: 'completed' },
    ]);
  });

  it('of a task that is not there is refused', async () => {
    expect(await test.store.engine.assignTask(17n, 'anna', false)).toMatchObject({ code: 'not-found' });
  });
});
