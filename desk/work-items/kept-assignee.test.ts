import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../bpmn/deploy.js';
import { openTestStore, type TestStore } from '../../engine/test-support/test-store.js';

const message = (name: string): string =>
  `<bpmn:message id="message_${name}" name="${name}"><bpmn:extensionElements>
    <zeebe:subscription correlationKey="=id"/></bpmn:extensionElements></bpmn:message>`;

/** A task that is left for a question and comes back with the answer; the process of a ticket in small. */
const diagram = (processId: string, attributes: string): string => `
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" id="d" targetNamespace="http://example.org">
  <bpmn:process id="${processId}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="solve" ${attributes}>
      <bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>f3</bpmn:incoming>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="ask" attachedToRef="solve"><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:messageEventDefinition id="a" messageRef="message_ask"/></bpmn:boundaryEvent>
    <bpmn:receiveTask id="answer" messageRef="message_answer">
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:receiveTask>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="solve"/>
    <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="answer"/>
    <bpmn:sequenceFlow id="f3" sourceRef="answer" targetRef="solve"/>
  </bpmn:process>
  ${message('ask')}${message('answer')}
</bpmn:definitions>`;

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  const kept = await readDiagram(diagram('kept', 'reglament:keepsAssignee="true" reglament:assignedStatus="in-work"'));
  const plain = await readDiagram(diagram('plain', ''));
  await test.deploy(...kept.processes, ...plain.processes);
});
afterAll(() => test.close());

let ids = 0;
const started = async (processId = 'kept') => {
  const id = `id-${(ids += 1)}`;
  const instance = await test.start(processId, { id });
  const publish = (name: string) =>
    test.store.engine.publish({ name, correlationKey: id, variables: {}, timeToLive: 0 });
  const task = async () => {
    const text = `select key, assignee from user_tasks where instance = $1 and state = 'open'`;
    const { key, assignee } = await test.one<{ key: string; assignee: string | null }>(text, instance);
    return { key: BigInt(key), assignee };
  };
  const goRound = async () => {
    await publish('ask');
    await publish('answer');
    return task();
  };
  return { instance, task, goRound };
};

describe('a task that keeps its assignee', () => {
  it('goes back to whoever had it, with its status, each time it comes again', async () => {
    const { instance, task, goRound } = await started();
    const first = await task();
    expect(first.assignee).toBeNull();
    await test.store.engine.assignTask(first.key, 'anna', true);
    const second = await goRound();
    expect(second).toEqual({ key: expect.any(BigInt), assignee: 'anna' });
    expect(second.key).not.toBe(first.key);
    await test.store.engine.assignTask(second.key, 'boris', true);
    expect((await goRound()).assignee).toBe('boris');
    const marks = await test.all('select kind, name, element_id from instance_marks where instance = $1', instance);
    expect(marks).toEqual(Array(3).fill({ kind: 'assignedStatus', name: 'in-work', element_id: 'solve' }));
  });

  it('stays free when it was given back, or when its person has left', async () => {
    const { task, goRound } = await started();
    const { key } = await task();
    await test.store.engine.assignTask(key, 'anna', true);
    await test.store.engine.unassignTask(key);
    const second = await goRound();
    expect(second.assignee).toBeNull();
    await test.all(
      `insert into users (id, username, display_name, password_hash, roles, active, created_at, changed_at)
       values ('left', 'clara', 'Clara', '', '{}', false, now(), now())`,
    );
    await test.store.engine.assignTask(second.key, 'clara', true);
    expect((await goRound()).assignee).toBeNull();
  });

  it('is one whose diagram says so', async () => {
    const { task, goRound } = await started('plain');
    await test.store.engine.assignTask((await task()).key, 'anna', true);
    expect((await goRound()).assignee).toBeNull();
  });
});
