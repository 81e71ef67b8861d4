import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_PASSWORD, type TestApi } from '../../test-support/test-api.js';
import { startTestDesk, type TestDesk } from '../../test-support/test-desk.js';

let desk: TestDesk;
let api: TestApi;
let folder: string;

const DIAGRAM = `
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" id="d" targetNamespace="http://example.org">
  <bpmn:process id="sixth-ticket" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f_solve</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="solve">
      <bpmn:extensionElements>
        <zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="engineer"/>
        <zeebe:formDefinition formId="profman-solve"/>
      </bpmn:extensionElements>
      <bpmn:incoming>f_solve</bpmn:incoming>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="ask" attachedToRef="solve">
      <bpmn:extensionElements>
        <reglament:action label="Ask" roles="line-2" form="profman-question"/>
      </bpmn:extensionElements>
      <bpmn:outgoing>f_asked</bpmn:outgoing>
      <bpmn:messageEventDefinition id="ask_message" messageRef="message_ask"/>
    </bpmn:boundaryEvent>
    <bpmn:receiveTask id="asked" messageRef="message_reply"><bpmn:incoming>f_asked</bpmn:incoming></bpmn:receiveTask>
    <bpmn:sequenceFlow id="f_solve" sourceRef="start" targetRef="solve"/>
    <bpmn:sequenceFlow id="f_asked" sourceRef="ask" targetRef="asked"/>
  </bpmn:process>
  <bpmn:message id="message_ask" name="ask">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=ticket.id"/></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:message id="message_reply" name="customer-reply">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=ticket.id"/></bpmn:extensionElements>
  </bpmn:message>
</bpmn:definitions>`;

interface Source {
  readonly desks: readonly [object];
  readonly roles: readonly object[];
}

/** Another pack: with PROFMAN's lists and forms, but a process and a line of its own. */
const anotherPack = (into: string): void => {
  const isDiagram = (name: string): boolean => name.endsWith('.bpmn');
  cpSync('regulations/packs/profman', into, { recursive: true, filter: (source) => !isDiagram(source) });
  const file = join(into, 'pack.json');
  const source = JSON.parse(readFileSync(file, 'utf8')) as Source;
  const roles = [...source.roles, { code: 'line-2', label: 'Second line' }];
  const desks = [{ ...source.desks[0], code: 'sixth', addresses: ['sixth@example.org'] }];
  const own = { code: 'sixth', process: 'sixth-ticket', desks, roles };
  writeFileSync(file, JSON.stringify({ ...source, ...own }));
  writeFileSync(join(into, 'sixth.bpmn'), DIAGRAM);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'people-test-'));
  anotherPack(folder);
  desk = await startTestDesk(folder);
  api = desk.api;
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

interface Ticket {
  readonly ticketId: string;
  readonly tasks: readonly { readonly userTaskKey: string; readonly assignee: string | null }[];
  readonly actions: readonly { readonly label: string; readonly actionKey: string }[];
  readonly timeline: readonly Readonly<Record<string, unknown>>[];
}

type Ask = (method: 'get' | 'post', path: string) => ReturnType<TestApi['ask']>;

/** Somebody new with these roles, as administrators create them. */
const person = async (username: string, displayName: string, roles: readonly string[]): Promise<Ask> => {
  const body = { username, displayName, roles, password: 'long enough' };
  await api.askAnonymously('post', '/api/users').auth('admin', ADMIN_PASSWORD).send(body).expect(201);
  return (method, path) => api.askAnonymously(method, path).auth(username, 'long enough');
};

let tickets = 0;
const newTicket = async (): Promise<Ticket> => {
  const body = { desk: 'sixth', subject: 'Subject', requester: { email: 'anna@example.com' } };
  const asked = api.ask('post', '/api/tickets').set('Idempotency-Key', `people-${(tickets += 1)}`);
  return (await asked.send(body).expect(201)).body as Ticket;
};
const read = async (ask: Ask, { ticketId }: Ticket): Promise<Ticket> =>
  (await ask('get', `/api/tickets/${ticketId}`).expect(200)).body as Ticket;
const labels = ({ actions }: Ticket): readonly string[] => actions.map(({ label }) => label);
const entries = ({ timeline }: Ticket, kind: string) => timeline.filter((entry) => entry['kind'] === kind);

describe('the buttons of a pack', () => {
  it('are offered to those who were given its role', async () => {
    const ticket = await newTicket();
    const first = await person('first', 'First line', ['engineer']);
    const second = await person('second', 'Second line', ['engineer', 'line-2']);
    expect(labels(await read(first, ticket))).toEqual([]);
    const offered = await read(second, ticket);
    expect(labels(offered)).toEqual(['Ask']);
    const { actionKey } = offered.actions[0]!;
    const press = (ask: Ask, variables: object) =>
      ask('post', `/api/tickets/${ticket.ticketId}/actions/${actionKey}`).send({ variables });
    await press(first, { question: 'Which version?' }).expect(409);
    for (const variables of [{}, { question: '' }, { question: null }]) {
      expect((await press(second, variables).expect(400)).body).toMatchObject({
        errors: [{ pointer: '#/variables/question', detail: 'A value is needed' }],
      });
    }
    expect((await read(second, ticket)).tasks).toHaveLength(1);
    const pressed = (await press(second, { question: 'Which version?' }).expect(200)).body as Ticket;
    expect(pressed.tasks).toEqual([]);
    expect(entries(pressed, 'action')).toMatchObject([{ actor: { kind: 'staff', name: 'Second line' } }]);
  });
});

describe('the timeline', () => {
  it('names who completed a task, also one that somebody else had', async () => {
    const anna = await person('anna', 'Anna A.', ['engineer']);
    const boris = await person('boris', 'Boris B.', ['admin']);
    const ticket = await newTicket();
    const [task] = ticket.tasks;
    const path = `/v2/user-tasks/${task!.userTaskKey}`;
    await anna('post', `${path}/assignment`).send({ assignee: 'anna' }).expect(204);
    await boris('post', `${path}/completion`)
      .send({ variables: { result: 'Done' } })
      .expect(204);
    const completed = entries(await read(anna, ticket), 'task').filter(({ event }) => event === 'completed');
    expect(completed).toMatchObject([{ actor: { kind: 'staff', name: 'Boris B.' } }]);
  });

  it('names who completed a task that nobody had', async () => {
    const ticket = await newTicket();
    const path = `/v2/user-tasks/${ticket.tasks[0]!.userTaskKey}/completion`;
    await api
      .ask('post', path)
      .send({ variables: { result: 'Done' } })
      .expect(204);
    const completed = entries(await read(api.ask, ticket), 'task').filter(({ event }) => event === 'completed');
    expect(completed).toMatchObject([{ actor: { kind: 'staff', name: 'Preset by REGLAMENT_API_KEY' } }]);
  });

  it("tells who of the staff wrote the requester's words down", async () => {
    const clara = await person('clara', 'Clara C.', ['engineer']);
    const ticket = await newTicket();
    const comment = (body: object) => clara('post', `/api/tickets/${ticket.ticketId}/comments`).send(body).expect(201);
    await comment({ text: 'It is version 4', fromRequester: true });
    await comment({ text: 'Noted' });
    expect(entries(await read(clara, ticket), 'comment')).toMatchObject([
      { actor: { kind: 'requester', name: 'anna@example.com' }, recordedBy: 'Clara C.' },
      { actor: { kind: 'staff', name: 'Clara C.' }, recordedBy: null },
    ]);
  });
});
