import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../../engine/test-support/until.js';
import { ADMIN_PASSWORD, type TestApi } from '../../test-support/test-api.js';
import { startTestDesk, type TestDesk } from '../../test-support/test-desk.js';

const bpmn = (process: string, rest = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" targetNamespace="http://reglament.dev/test">
  ${process}
  ${rest}
</bpmn:definitions>`;

/** Ticket process: calls `line`, which calls `work`, where the task, the status, the milestone and the button are. */
const calling = (id: string, called: string, attributes = ''): string =>
  bpmn(`<bpmn:process id="${id}" isExecutable="true">
    <bpmn:startEvent id="start" ${attributes}><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:callActivity id="call">
      <bpmn:extensionElements><zeebe:calledElement processId="${called}" propagateAllChildVariables="false" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:callActivity>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="call" />
    <bpmn:sequenceFlow id="f2" sourceRef="call" targetRef="end" />
  </bpmn:process>`);

const working = bpmn(
  `<bpmn:process id="work" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="task" name="Work" reglament:status="accepted" reglament:assignedStatus="in-progress" reglament:milestoneMet="reaction">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="engineer" />
        <zeebe:formDefinition formId="profman-solve" />
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="stop" cancelActivity="false" attachedToRef="task">
      <bpmn:extensionElements><reglament:action label="Note" roles="engineer" /></bpmn:extensionElements>
      <bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:messageEventDefinition id="stop_message" messageRef="note" />
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="noted"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="end" />
    <bpmn:sequenceFlow id="f3" sourceRef="stop" targetRef="noted" />
  </bpmn:process>`,
  `<bpmn:message id="note" name="note">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=ticket.id" /></bpmn:extensionElements>
  </bpmn:message>`,
);

let desk: TestDesk;
let api: TestApi;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'called-'));
  cpSync('regulations/packs/profman', folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.bpmn')) rmSync(join(folder, name));
  writeFileSync(join(folder, 'outer.bpmn'), calling('outer', 'line', 'reglament:milestoneStart="reaction"'));
  writeFileSync(join(folder, 'line.bpmn'), calling('line', 'work'));
  writeFileSync(join(folder, 'work.bpmn'), working);
  const pack = readFileSync(join(folder, 'pack.json'), 'utf8').replace('"profman-ticket"', '"outer"');
  writeFileSync(join(folder, 'pack.json'), pack);

  desk = await startTestDesk(folder);
  api = desk.api;
  const { passwordHash } = await api.prisma.user.findUniqueOrThrow({ where: { username: 'admin' } });
  const at = { createdAt: new Date(), changedAt: new Date() };
  const engineer = { id: 'ivan', username: 'ivan', displayName: 'Ivan', passwordHash, roles: ['engineer'], ...at };
  await api.prisma.user.create({ data: engineer });
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

interface Seen {
  readonly ticketId: string;
  readonly number: string;
  readonly open: boolean;
  readonly status: { readonly code: string } | null;
  readonly tasks: readonly { readonly userTaskKey: string; readonly name: string; readonly form?: { id: string } }[];
  readonly actions: readonly { readonly actionKey: string; readonly label: string }[];
  readonly clocks: readonly { readonly state: string }[];
  readonly timeline: readonly { readonly kind: string; readonly event?: string }[];
}
const ask = (method: 'get' | 'post', path: string) => api.askAnonymously(method, path).auth('ivan', ADMIN_PASSWORD);
const get = async <T>(path: string): Promise<T> => (await ask('get', path).expect(200)).body as T;
const seen = (id: string): Promise<Seen> => get<Seen>(`/api/tickets/${id}`);

describe('a ticket whose process calls another one', () => {
  it('stands in the queue and shows task, status, clock, button and history of what was called', async () => {
    const response = await api
      .ask('post', '/api/tickets')
      .set('Idempotency-Key', 'one')
      .send({ desk: 'profman', subject: 'Subject', requester: { email: 'anna@example.com' } })
      .expect(201);
    const { ticketId, number } = response.body as Seen;
    await until(async () => (await seen(ticketId)).tasks.length > 0);

    const ticket = await seen(ticketId);
    expect(ticket).toMatchObject({ open: true, status: { code: 'accepted' }, clocks: [{ state: 'running' }] });
    expect(ticket.tasks).toMatchObject([{ name: 'Work', form: { id: 'profman-solve' } }]);
    expect(ticket.actions).toMatchObject([{ label: 'Note' }]);
    const queue = await get<{ items: readonly { ticket: Seen; tasks: Seen['tasks']; clocks: Seen['clocks'] }[] }>(
      '/api/queue?desk=profman',
    );
    expect(queue.items).toMatchObject([
      { ticket: { number, status: { code: 'accepted' } }, tasks: [{ name: 'Work' }], clocks: [{ state: 'running' }] },
    ]);
    expect(await get('/api/tickets?status=accepted')).toMatchObject({ items: [{ number }] });

    const button = `/api/tickets/${ticketId}/actions/${ticket.actions[0]!.actionKey}`;
    await ask('post', button).send({ variables: {} }).expect(200);
    const { userTaskKey } = ticket.tasks[0]!;
    await api.ask('post', `/v2/user-tasks/${userTaskKey}/assignment`).send({ assignee: 'admin' }).expect(204);
    expect(await seen(ticketId)).toMatchObject({ status: { code: 'in-progress' } });
    await api.ask('post', `/v2/user-tasks/${userTaskKey}/completion`).send({ variables: {} }).expect(204);
    await until(async () => !(await seen(ticketId)).open);

    const done = await seen(ticketId);
    expect(done).toMatchObject({ open: false, tasks: [], actions: [], clocks: [{ state: 'met' }] });
    expect(done.timeline.map(({ kind, event }) => [kind, event].filter(Boolean).join(' '))).toEqual(
      expect.arrayContaining(['action', 'status', 'milestone started', 'milestone met', 'task opened', 'ended']),
    );
    expect(done.timeline.map(({ event }) => event)).toContain('completed');
  });
});
