import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutcomePendingError, processInstanceKey, type Answer } from '../../../engine/index.js';
import { createFakeEngine } from '../../test-support/fake-engine.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Command = readonly [
  method: 'post' | 'put' | 'patch' | 'delete',
  path: string,
  body: object,
  name: string,
  given: readonly unknown[],
];

/** Whom the engine is told a command comes from: the key of the tests, with the rights that were relied on. */
const actor = { name: 'reglament', rights: [{ subject: expect.stringMatching(/^key:/) as unknown, epoch: 0 }] };

/** Every command that is about something with a key: the request, and what the engine is asked. */
const commands: readonly Command[] = [
  ['post', '/v2/process-instances/7/cancellation', {}, 'cancel', [7n]],
  ['post', '/v2/jobs/7/completion', { variables: { a: 1 } }, 'completeJob', [7n, { a: 1 }]],
  ['post', '/v2/jobs/7/completion', { variables: null }, 'completeJob', [7n, {}]],
  [
    ...([
      'post',
      '/v2/jobs/7/failure',
      { retries: 2, errorMessage: 'no', retryBackOff: 5, variables: { a: 1 } },
    ] as const),
    ...(['failJob', [7n, { retries: 2, message: 'no', backOffMs: 5, variables: { a: 1 } }]] as const),
  ],
  ['post', '/v2/jobs/7/failure', {}, 'failJob', [7n, { retries: 0, message: '', backOffMs: 0, variables: {} }]],
  [
    ...(['post', '/v2/jobs/7/error', { errorCode: 'E', errorMessage: null, variables: null }] as const),
    ...(['throwJobError', [7n, { code: 'E', message: '', variables: {} }]] as const),
  ],
  ['patch', '/v2/jobs/7', { changeset: { retries: 3 } }, 'updateJob', [7n, { retries: 3 }]],
  ['patch', '/v2/jobs/7', { changeset: { timeout: 9, retries: null } }, 'updateJob', [7n, { timeoutMs: 9 }]],
  ['post', '/v2/user-tasks/7/assignment', { assignee: 'a', action: 'claim' }, 'assignTask', [7n, 'a', true]],
  ['post', '/v2/user-tasks/7/assignment', { assignee: 'a', allowOverride: false }, 'assignTask', [7n, 'a', false]],
  ['delete', '/v2/user-tasks/7/assignee', {}, 'unassignTask', [7n]],
  [
    ...(['patch', '/v2/user-tasks/7'] as const),
    {
      changeset: { dueDate: '2030-01-01T00:00:00+03:00', followUpDate: '', candidateUsers: [], candidateGroups: null },
    },
    'updateTask',
    [7n, { dueDate: new Date('2029-12-31T21:00:00Z'), followUpDate: null, candidateUsers: [] }],
  ],
  ['patch', '/v2/user-tasks/7', {}, 'updateTask', [7n, {}]],
  ['post', '/v2/user-tasks/7/completion', { variables: { a: [1, null] } }, 'completeTask', [7n, { a: [1, null] }]],
  ['post', '/v2/incidents/7/resolution', {}, 'resolveIncident', [7n]],
  ['put', '/v2/element-instances/7/variables', { variables: { a: 1 } }, 'setVariables', [7n, { a: 1 }, false]],
  ['put', '/v2/element-instances/7/variables', { variables: {}, local: true }, 'setVariables', [7n, {}, true]],
];

describe('a command', () => {
  it.each(commands)('%s %s %j asks the engine for it and has no content', async (method, path, body, name, given) => {
    const engine = createFakeEngine();
    const response = await api.with({ engine }).ask(method, path).send(body);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(engine.calls).toEqual([{ command: name, arguments: [...given, actor] }]);
  });

  it.each(commands)('%s %s %j tells what the engine refuses', async (method, path, body, name) => {
    const answering = async (answer: Answer): Promise<number> => {
      const engine = createFakeEngine({ [name]: () => Promise.resolve(answer) });
      return (await api.with({ engine }).ask(method, path).send(body)).status;
    };
    expect(await answering({ answer: 'refused', code: 'not-found', reason: 'a' })).toBe(404);
    expect(await answering({ answer: 'refused', code: 'wrong-state', reason: 'a' })).toBe(409);
    expect(await answering({ answer: 'refused', code: 'invalid-argument', reason: 'a' })).toBe(400);
    expect(await answering({ answer: 'lost', reason: 'a' })).toBe(409);
    expect(await answering({ answer: 'accepted', instance: 7n, input: 3 })).toBe(504);
  });

  it.each(commands)('%s %s %j refuses a key that is none', async (method, path, body) => {
    const response = await api.ask(method, path.replace('7', 'x7')).send(body);
    expect(response.body).toMatchObject({ status: 400, errors: [{ parameter: expect.stringMatching(/Key$/) }] });
  });
});

describe('starting an instance', () => {
  const start = async (body: object, behaviour: Parameters<typeof createFakeEngine>[0] = {}) => {
    const engine = createFakeEngine(behaviour);
    const response = await api.with({ engine }).ask('post', '/v2/process-instances').send(body);
    return { response, engine };
  };

  it.each([
    [{ processDefinitionKey: '7' }, { key: 7n }],
    [{ processDefinitionId: 'order' }, { processId: 'order' }],
    [{ processDefinitionId: 'order', processDefinitionVersion: -1 }, { processId: 'order' }],
    [
      { processDefinitionId: 'order', processDefinitionVersion: 3 },
      { processId: 'order', version: 3 },
    ],
  ])('names the definition: %j', async (body, definition) => {
    const { engine } = await start(body);
    expect(engine.calls[0]?.arguments).toEqual([{ definition, variables: {} }, actor]);
  });

  it('passes on variables, tags and business id, and answers with them', async () => {
    const body = {
      processDefinitionId: 'order',
      variables: { a: 1 },
      tags: ['x', 'y:1'],
      businessId: 'b',
      tenantId: '<default>',
    };
    const { engine, response } = await start(body);
    expect(engine.calls[0]?.arguments).toEqual([
      { definition: { processId: 'order' }, variables: { a: 1 }, tags: ['x', 'y:1'], businessId: 'b' },
      actor,
    ]);
    expect(response.body).toMatchObject({ processDefinitionId: 'order', tags: ['x', 'y:1'], variables: {} });
  });

  it('that is stored but has not happened yet is told so, with the key that the instance will have', async () => {
    const { response } = await start(
      { processDefinitionId: 'order' },
      { start: () => Promise.reject(new OutcomePendingError('7')) },
    );
    const key = processInstanceKey(7n).toString();
    expect(response.body).toMatchObject({
      ...{ type: '/problems/outcome-pending', status: 504 },
      ...{ processInstanceKey: key, outcome: `/v2/process-instances/${key}` },
    });
    expect(response.headers['retry-after']).toBeUndefined();
  });

  it('gives the variables that were asked for when the end was awaited', async () => {
    const { response, engine } = await start(
      { processDefinitionId: 'order', awaitCompletion: true, fetchVariables: ['a'] },
      { awaitEnd: () => Promise.resolve({ status: 'completed', variables: { a: 1, b: 2 } }) },
    );
    expect((response.body as { variables: unknown }).variables).toEqual({ a: 1 });
    expect(engine.calls[1]?.arguments[1]).toBe(10_000);
  });

  it.each([
    ['nothing to start', {}, '#/processDefinitionId'],
    ['two things to start', { processDefinitionKey: '7', processDefinitionId: 'a' }, '#/processDefinitionId'],
    ['variables that are a list', { processDefinitionId: 'a', variables: [1] }, '#/variables'],
    ['another tenant', { processDefinitionId: 'a', tenantId: 'b' }, '#/tenantId'],
    ['a tag that is none', { processDefinitionId: 'a', tags: ['ok', '1'] }, '#/tags/1'],
    [
      'a version that is no number',
      { processDefinitionId: 'a', processDefinitionVersion: 'x' },
      '#/processDefinitionVersion',
    ],
    [
      'somewhere else to start',
      { processDefinitionId: 'a', startInstructions: [{ elementId: 'b' }] },
      '#/startInstructions',
    ],
  ])('is refused with %s', async (_, body, pointer) => {
    const { response, engine } = await start(body);
    expect(response.body).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(engine.calls).toEqual([]);
  });

  it('takes members it does not know, as Camunda does', async () => {
    expect((await start({ processDefinitionId: 'a', something: { new: true } })).response.status).toBe(200);
  });
});

describe('publishing a message', () => {
  it('keeps it for nobody unless told so', async () => {
    const engine = createFakeEngine();
    const response = await api.with({ engine }).ask('post', '/v2/messages/publication').send({ name: 'paid' });
    expect(response.body).toEqual({ messageKey: '33554432', tenantId: '<default>' });
    expect(engine.calls[0]?.arguments).toEqual([
      { name: 'paid', correlationKey: '', timeToLive: 0, variables: {} },
      actor,
    ]);
  });

  it('is refused when its id is taken', async () => {
    const engine = createFakeEngine({
      publish: () => Promise.resolve({ answer: 'refused', code: 'already-exists', reason: 'It lives still.' }),
    });
    const response = await api
      .with({ engine })
      .ask('post', '/v2/messages/publication')
      .send({ name: 'paid', messageId: '1' });
    expect(response.status).toBe(409);
  });
});

describe('activating jobs', () => {
  it('tells workers all that they know of a job', async () => {
    const engine = createFakeEngine({
      activateJobs: () =>
        Promise.resolve([
          {
            ...{ key: 7n, type: 't', processInstanceKey: 8n, rootProcessInstanceKey: 9n, processId: 'p', version: 2 },
            ...{
              definitionKey: 10n,
              elementId: 'e',
              elementInstanceKey: 11n,
              headers: { h: '1' },
              worker: 'w',
              retries: 3,
            },
            ...{ deadline: new Date(5), variables: { a: null }, tags: ['x'] },
          },
        ]),
    });
    const body = {
      type: 't',
      worker: 'w',
      timeout: 1_000,
      maxJobsToActivate: 2,
      fetchVariable: ['a'],
      tenantIds: ['<default>'],
    };
    const response = await api.with({ engine }).ask('post', '/v2/jobs/activation').send(body);
    expect(response.body).toEqual({
      jobs: [
        {
          ...{
            jobKey: '7',
            type: 't',
            kind: 'BPMN_ELEMENT',
            listenerEventType: 'UNSPECIFIED',
            processInstanceKey: '8',
          },
          ...{ rootProcessInstanceKey: '9', processDefinitionKey: '10', processDefinitionId: 'p', elementId: 'e' },
          ...{
            processDefinitionVersion: 2,
            elementInstanceKey: '11',
            customHeaders: { h: '1' },
            worker: 'w',
            retries: 3,
          },
          ...{ deadline: 5, variables: { a: null }, tenantId: '<default>', userTask: null, tags: ['x'] },
        },
      ],
    });
    expect(engine.calls.find(({ command }) => command === 'activateJobs')?.arguments).toEqual([
      { type: 't', worker: 'w', timeout: 1_000, maxJobs: 2, fetchVariables: ['a'] },
      actor,
    ]);
  });

  it('says everything that is wrong with a request at once', async () => {
    const response = await api
      .ask('post', '/v2/jobs/activation')
      .send({ type: 7, timeout: 0, maxJobsToActivate: 'all' });
    expect((response.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      ...['#/type', '#/timeout', '#/maxJobsToActivate'],
    ]);
  });
});

describe('the clock', () => {
  it('is set and let run in test mode, which the audit tells', async () => {
    const engine = createFakeEngine();
    const testing = api.with({ engine, testClock: true });
    expect((await testing.ask('put', '/v2/clock').send({ timestamp: 1_900_000_000_000 })).status).toBe(204);
    expect((await testing.ask('post', '/v2/clock/reset')).status).toBe(204);
    const lines = await api.prisma.auditEntry.findMany({
      where: { action: { startsWith: 'clock.' } },
      orderBy: { id: 'asc' },
    });
    expect(lines.map(({ action, actor }) => [action, actor])).toEqual([
      ['clock.pinned', 'reglament'],
      ['clock.reset', 'reglament'],
    ]);
  });

  it('stays as it is otherwise', async () => {
    expect((await api.ask('put', '/v2/clock').send({ timestamp: 5 })).status).toBe(403);
  });
});
