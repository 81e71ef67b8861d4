import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entityKey } from '../../../engine/keys.js';
import {
  instanceKeyText,
  localKeyText,
  seedDefinition,
  seedElement,
  seedIncident,
  seedInstance,
  seedJob,
  seedTask,
  seedVariable,
} from '../../test-support/seed.js';
import { createFakeEngine } from '../../test-support/fake-engine.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';
import { sortsOf } from '../../search/table.js';
import { elementInstanceColumns } from '../../search/resources/element-instances.js';
import { incidentColumns } from '../../search/resources/incidents.js';
import { jobColumns } from '../../search/resources/jobs.js';
import { messageSubscriptionColumns } from '../../search/resources/message-subscriptions.js';
import { processDefinitionColumns } from '../../search/resources/process-definitions.js';
import { processInstanceColumns } from '../../search/resources/process-instances.js';
import { userTaskColumns } from '../../search/resources/user-tasks.js';
import { variableColumns } from '../../search/resources/variables.js';

let api: TestApi;

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly page: Readonly<Record<string, unknown>>;
}

const search = async (path: string, body: object = {}): Promise<Page> => {
  const response = await api.ask('post', path).send(body);
  expect({ status: response.status, detail: (response.body as { detail?: string }).detail }).toEqual({ status: 200 });
  return response.body as Page;
};
const found = async (path: string, filter: object, field: string): Promise<unknown[]> =>
  (await search(path, { filter })).items.map((item) => item[field]);

/**
 * Instance 10 called 11; 11 has an incident. 12 is completed, 13 terminated. 10 has a task and jobs in every state.
 */
beforeAll(async () => {
  api = await startTestApi();
  const { prisma } = api;
  await seedDefinition(prisma);
  await seedDefinition(prisma, { key: entityKey(2n, 0), version: 2 });
  await seedDefinition(prisma, { key: entityKey(3n, 0), processId: 'other', name: null });
  await seedInstance(prisma, 10n, {
    state: { instances: { e1: {}, e7: { waits: { c8: { kind: 'child' } } } } },
    tags: ['region:north', 'vip'],
    businessId: 'order-10',
  });
  await seedInstance(prisma, 11n, {
    parentNumber: 10n,
    parentWait: 'c8',
    parentElement: entityKey(10n, 7),
    rootNumber: 10n,
    definitionKey: entityKey(3n, 0),
    processId: 'other',
  });
  await seedInstance(prisma, 12n, { status: 'completed', endedAt: new Date('2030-02-01T00:00:00Z'), tags: ['vip'] });
  await seedInstance(prisma, 13n, { status: 'terminated', endedAt: new Date('2030-03-01T00:00:00Z') });
  await seedIncident(prisma, 11n, 30, { elementInstanceKey: entityKey(11n, 5), jobKey: entityKey(11n, 29) });
  await seedIncident(prisma, 11n, 31, {
    type: 'TOKEN_LEFT_OVER',
    message: 'A token is left over',
    rule: 'tokens-left-over',
    parameters: { joins: 'gather' },
    elementInstanceKey: entityKey(11n, 6),
  });
  await seedIncident(prisma, 12n, 30, { state: 'resolved' });
  await seedElement(prisma, 10n, 1, { elementId: 'order', type: 'process', scope: null });
  await seedElement(prisma, 10n, 5, { elementId: 'handle', type: 'subProcess' });
  await seedElement(prisma, 10n, 7, { scope: 5 });
  await seedElement(prisma, 10n, 9, {
    elementId: 'check',
    type: 'exclusiveGateway',
    state: 'completed',
    endedAt: new Date('2030-01-05T00:00:00Z'),
  });
  await seedElement(prisma, 10n, 11, { elementId: 'check', type: 'serviceTask', role: 'body', state: 'terminated' });
  await seedElement(prisma, 11n, 5, { elementId: 'charge', type: 'serviceTask' });
  await seedElement(prisma, 11n, 6, { elementId: 'stray', type: 'noneEndEvent' });
  await seedTask(prisma, 10n, 8, {
    elementInstanceKey: entityKey(10n, 7),
    assignee: 'petrova',
    candidateGroups: ['sales', 'accounting'],
    candidateUsers: ['ivanov'],
    dueDate: new Date('2030-01-10T09:00:00Z'),
    priority: 80,
    externalReference: 'https://forms.example/7',
  });
  await seedTask(prisma, 12n, 8, { state: 'completed', endedAt: new Date('2030-02-01T00:00:00Z'), name: null });
  await seedTask(prisma, 13n, 8, { state: 'cancelled', endedAt: new Date('2030-03-01T00:00:00Z') });
  await seedJob(prisma, 10n, 20, { worker: 'w1', deadline: new Date('2030-01-01T13:00:00Z'), headers: { a: '1' } });
  await seedJob(prisma, 10n, 21, { errorMessage: 'first try', retries: 2 });
  await seedJob(prisma, 11n, 29, { state: 'blocked', retries: 0, errorMessage: 'The terminal is broken' });
  await seedJob(prisma, 12n, 22, { state: 'completed', endedAt: new Date('2030-02-01T00:00:00Z') });
  await seedJob(prisma, 12n, 23, {
    state: 'errored',
    errorCode: 'no-funds',
    endedAt: new Date('2030-02-01T00:00:00Z'),
  });
  await seedJob(prisma, 13n, 24, { state: 'cancelled', type: 'mail', endedAt: new Date('2030-03-01T00:00:00Z') });
  await seedVariable(prisma, 10n, 1, 'orderId', 'o-10');
  await seedVariable(prisma, 10n, 1, 'amount', 100);
  await seedVariable(prisma, 10n, 5, 'amount', 200);
  await seedVariable(prisma, 10n, 7, 'note', { text: 'urgent' });
  await seedVariable(prisma, 12n, 1, 'long', 'x'.repeat(9_000));
});
afterAll(() => api.close());

describe('searching process instances', () => {
  const path = '/v2/process-instances/search';
  const number = new Map([10n, 11n, 12n, 13n].map((one) => [instanceKeyText(one), Number(one)]));
  const numbers = async (filter: object): Promise<unknown[]> =>
    (await found(path, filter, 'processInstanceKey')).map((key) => number.get(String(key)));

  it('tells everything about an instance', async () => {
    const { items } = await search(path, { filter: { processInstanceKey: instanceKeyText(11n) } });
    expect(items).toEqual([
      {
        processInstanceKey: instanceKeyText(11n),
        processDefinitionKey: localKeyText(3n, 0),
        processDefinitionId: 'other',
        processDefinitionName: null,
        processDefinitionVersion: 1,
        processDefinitionVersionTag: null,
        parentProcessInstanceKey: instanceKeyText(10n),
        parentElementInstanceKey: localKeyText(10n, 7),
        rootProcessInstanceKey: instanceKeyText(10n),
        state: 'ACTIVE',
        hasIncident: true,
        startDate: '2030-01-01T12:11:00.000Z',
        endDate: null,
        tenantId: '<default>',
        tags: [],
        businessId: null,
      },
    ]);
    const one = await api.ask('get', `/v2/process-instances/${instanceKeyText(11n)}`);
    expect(one.body).toEqual(items[0]);
  });

  it.each([
    ['its state', { state: { $in: ['completed', 'TERMINATED'] } }, [12, 13]],
    ['incidents of its own or of what it called', { hasIncident: true }, [10, 11]],
    ['no incidents', { hasIncident: false }, [12, 13]],
    ['its parent', { parentProcessInstanceKey: instanceKeyText(10n) }, [11]],
    ['the element that called it', { parentElementInstanceKey: localKeyText(10n, 7) }, [11]],
    ['having no parent', { parentProcessInstanceKey: { $exists: false } }, [10, 12, 13]],
    ['the name of its process', { processDefinitionName: { $like: 'Or*' } }, [10, 12, 13]],
    ['its process', { processDefinitionId: 'other' }, [11]],
    ['its business id', { businessId: 'order-10' }, [10]],
    ['all of its tags', { tags: ['vip', 'region:north'] }, [10]],
    ['when it ended', { endDate: { $gte: '2030-03-01T00:00:00Z' } }, [13]],
    ['a variable in any scope', { variables: [{ name: 'amount', value: '200' }] }, [10]],
    [
      'several variables',
      {
        variables: [
          { name: 'amount', value: '200' },
          { name: 'orderId', value: '"x"' },
        ],
      },
      [],
    ],
    ['the message of an open incident', { errorMessage: { $like: '*broken' } }, [11]],
    ['a job that failed and will be tried again', { hasRetriesLeft: true }, [10]],
    ['an element it passed', { elementId: 'check' }, [10]],
    ['an element in a state', { elementId: 'approve', elementInstanceState: 'COMPLETED' }, []],
    ['an element with an incident', { elementId: 'charge', hasElementInstanceIncident: true }, [11]],
    ['alternatives', { $or: [{ state: 'COMPLETED' }, { businessId: 'order-10' }] }, [10, 12]],
    ['alternatives and more', { state: 'ACTIVE', $or: [{ state: 'COMPLETED' }, { businessId: 'order-10' }] }, [10]],
    ['the tenant', { tenantId: '<default>' }, [10, 11, 12, 13]],
    ['another tenant', { tenantId: 'other' }, []],
  ])('finds it by %s', async (_, filter, expected) => {
    expect(await numbers(filter)).toEqual(expected);
  });

  it('orders by every field it offers', async () => {
    for (const field of [
      ...['processInstanceKey', 'processDefinitionKey', 'processDefinitionId', 'processDefinitionName', 'state'],
      ...['processDefinitionVersion', 'processDefinitionVersionTag', 'parentProcessInstanceKey', 'tenantId'],
      ...['parentElementInstanceKey', 'startDate', 'endDate', 'hasIncident', 'businessId'],
    ])
      expect((await search(path, { sort: [{ field, order: 'DESC' }], page: { limit: 2 } })).items).toHaveLength(2);
  });
});

describe('searching process definitions', () => {
  it('finds the latest version', async () => {
    const path = '/v2/process-definitions/search';
    expect(await found(path, { isLatestVersion: true, processDefinitionId: 'order' }, 'version')).toEqual([2]);
    expect(await found(path, { processDefinitionId: 'order' }, 'versionTag')).toEqual([null, 'v2']);
    expect(await found(path, { hasStartForm: true }, 'version')).toEqual([]);
  });
});

describe('the XML of a process definition', () => {
  it('is given to those who ask for JSON or a problem, too, as the Java client does', async () => {
    const [key] = await found(
      '/v2/process-definitions/search',
      { processDefinitionId: 'other' },
      'processDefinitionKey',
    );
    const path = `/v2/process-definitions/${String(key)}/xml`;
    const response = await api.ask('get', path).set('Accept', 'application/json, application/problem+json');
    expect(response.status).toBe(200);
    expect(response.type).toBe('text/xml');
  });
});

describe('searching jobs', () => {
  const path = '/v2/jobs/search';
  it.each([
    ['CREATED', [localKeyText(10n, 20)]],
    ['FAILED', [localKeyText(10n, 21), localKeyText(11n, 29)]],
    ['COMPLETED', [localKeyText(12n, 22)]],
    ['ERROR_THROWN', [localKeyText(12n, 23)]],
    ['CANCELED', [localKeyText(13n, 24)]],
    ['TIMED_OUT', []],
  ])('finds those that are %s', async (state, expected) => {
    expect(await found(path, { state }, 'jobKey')).toEqual(expected);
    for (const item of (await search(path, { filter: { state } })).items) expect(item['state']).toBe(state);
  });

  it('tells which will be tried again, who works on them, and what they are', async () => {
    expect(await found(path, { hasFailedWithRetriesLeft: true }, 'errorMessage')).toEqual(['first try']);
    expect(await found(path, { worker: 'w1', kind: 'bpmn_element' }, 'customHeaders')).toEqual([{ a: '1' }]);
    expect(await found(path, { kind: 'TASK_LISTENER' }, 'jobKey')).toEqual([]);
    expect(await found(path, { processInstanceKey: instanceKeyText(13n) }, 'type')).toEqual(['mail']);
  });
});

describe('searching user tasks', () => {
  const path = '/v2/user-tasks/search';
  it.each([
    ['the state CREATED', { state: 'CREATED' }, ['10']],
    ['the state COMPLETING, which none has', { state: 'COMPLETING' }, []],
    ['the state CANCELED', { state: 'CANCELED' }, ['13']],
    ['who has it', { assignee: { $in: ['petrova'] } }, ['10']],
    ['nobody having it', { assignee: { $exists: false } }, ['12', '13']],
    ['a candidate group', { candidateGroup: 'sales' }, ['10']],
    ['a candidate user', { candidateUser: { $like: 'iva*' } }, ['10']],
    ['its priority', { priority: { $gt: 50 } }, ['10']],
    ['when it is due', { dueDate: { $lt: '2030-01-11T00:00:00+03:00' } }, ['10']],
    ['when it was completed', { completionDate: { $exists: true } }, ['12']],
    ['tags of its instance', { tags: ['vip'] }, ['10', '12']],
    ['a variable of its instance', { processInstanceVariables: [{ name: 'amount', value: '100' }] }, ['10']],
    ['a variable of its own', { localVariables: [{ name: 'note', value: { $like: '*urgent*' } }] }, ['10']],
    ['a variable that is not its own', { localVariables: [{ name: 'amount', value: '100' }] }, []],
  ])('finds one by %s', async (_, filter, expected) => {
    const keys = await found(path, filter, 'processInstanceKey');
    expect(keys.map((key) => (BigInt(String(key)) >> 23n).toString())).toEqual(expected);
  });

  it('shows the variables of all scopes a task sees, or as it sees them', async () => {
    const task = `/v2/user-tasks/${localKeyText(10n, 8)}`;
    const visible = await search(`${task}/variables/search`, { sort: [{ field: 'name' }] });
    expect(visible.items.map(({ name, value }) => [name, value])).toEqual([
      ...[
        ['amount', '100'],
        ['amount', '200'],
        ['note', '{"text":"urgent"}'],
        ['orderId', '"o-10"'],
      ],
    ]);
    const effective = await search(`${task}/effective-variables/search`, { filter: { name: { $like: '*a*' } } });
    expect(effective.items).toMatchObject([{ name: 'amount', value: '200', scopeKey: localKeyText(10n, 5) }]);
    expect((await api.ask('post', '/v2/user-tasks/5/variables/search').send({})).status).toBe(404);
  });

  it('has no forms yet', async () => {
    expect((await api.ask('get', `/v2/user-tasks/${localKeyText(10n, 8)}/form`)).status).toBe(204);
    expect((await api.ask('get', '/v2/user-tasks/5/form')).status).toBe(404);
  });
});

describe('searching incidents', () => {
  it('finds those of an instance and of what it called', async () => {
    const path = `/v2/process-instances/${instanceKeyText(10n)}/incidents/search`;
    expect(await found(path, {}, 'errorType')).toEqual(['JOB_NO_RETRIES', 'UNKNOWN']);
    expect(await found(path, { errorType: 'UNKNOWN' }, 'errorMessage')).toEqual(['A token is left over']);
    expect((await api.ask('post', '/v2/process-instances/5/incidents/search').send({})).status).toBe(404);
  });

  it('tells the web application the rule of their message with its parameters; words of a worker have none', async () => {
    const path = `/api/process-instances/${instanceKeyText(10n)}/incidents/search`;
    expect(await found(path, {}, 'rule')).toEqual([null, 'tokens-left-over']);
    expect(await found(path, {}, 'parameters')).toEqual([null, { joins: 'gather' }]);
  });

  it('finds those of an element instance', async () => {
    const path = (local: number) => `/v2/element-instances/${localKeyText(11n, local)}/incidents/search`;
    expect(await found(path(6), {}, 'errorMessage')).toEqual(['A token is left over']);
    expect((await api.ask('post', path(99)).send({})).status).toBe(404);
  });

  it('tells open from resolved ones', async () => {
    expect(await found('/v2/incidents/search', { state: 'RESOLVED' }, 'processInstanceKey')).toEqual([
      instanceKeyText(12n),
    ]);
    expect(await found('/v2/incidents/search', { jobKey: localKeyText(11n, 29) }, 'state')).toEqual(['ACTIVE']);
  });
});

describe('resolving the incidents of an instance', () => {
  it('resolves all of them, also of what it called', async () => {
    const path = `/v2/process-instances/${instanceKeyText(10n)}/incident-resolution`;
    const response = await api.ask('post', path);
    expect(response.body).toEqual({ batchOperationKey: expect.any(String), batchOperationType: 'RESOLVE_INCIDENT' });
  });

  it('goes on after one whose outcome is pending, and tells of it at the end', async () => {
    let asked = 0;
    const engine = createFakeEngine({
      resolveIncident: () =>
        Promise.resolve(asked++ === 0 ? { answer: 'accepted', instance: 10n, input: 3 } : { answer: 'applied' }),
    });
    await seedIncident(api.prisma, 13n, 41);
    await seedIncident(api.prisma, 13n, 42);
    const response = await api
      .with({ engine })
      .ask('post', `/v2/process-instances/${instanceKeyText(13n)}/incident-resolution`);
    expect(response.body).toMatchObject({
      type: '/problems/outcome-pending',
      outcome: `/api/process-instances/${instanceKeyText(10n)}/inputs/3`,
    });
    const actor = { name: 'reglament', rights: [{ subject: expect.stringMatching(/^key:/), epoch: 0 }] };
    expect(engine.calls.map((call) => call.arguments)).toEqual([
      [BigInt(localKeyText(13n, 41)), actor],
      [BigInt(localKeyText(13n, 42)), actor],
    ]);
    await api.prisma.incident.deleteMany({ where: { instance: 13n } });
  });
});

describe('searching element instances', () => {
  const path = '/v2/element-instances/search';
  it.each([
    ['its type', { type: 'USER_TASK' }, ['approve']],
    ['being a gateway, not a body of the same element', { type: 'EXCLUSIVE_GATEWAY' }, ['check']],
    ['being the body of a multi-instance', { type: 'multi_instance_body' }, ['check']],
    ['being an end event of any kind', { type: 'END_EVENT' }, ['stray']],
    ['its name', { elementName: { $like: 'Approve*' } }, ['approve']],
    ['its scope', { elementInstanceScopeKey: localKeyText(10n, 5) }, ['approve']],
    ['its incident', { incidentKey: localKeyText(11n, 30) }, ['charge']],
    ['having one', { hasIncident: true }, ['charge', 'stray']],
    ['when it ended', { endDate: { $exists: true } }, ['check']],
  ])('finds one by %s', async (_, filter, expected) => {
    expect(await found(path, filter, 'elementId')).toEqual(expected);
  });

  it('names elements as their diagram does', async () => {
    expect(
      await found(path, { processInstanceKey: instanceKeyText(10n), elementId: 'approve' }, 'elementName'),
    ).toEqual(['Approve the order']);
    expect(await found(path, { elementId: 'check', state: 'COMPLETED' }, 'elementName')).toEqual(['check']);
  });
});

describe('searching variables', () => {
  const path = '/v2/variables/search';
  it('finds them by scope, instance, name and value', async () => {
    expect(await found(path, { scopeKey: localKeyText(10n, 5) }, 'value')).toEqual(['200']);
    expect(await found(path, { processInstanceKey: instanceKeyText(10n), name: 'orderId' }, 'value')).toEqual([
      '"o-10"',
    ]);
    expect(await found(path, { value: { $like: '*urgent*' } }, 'name')).toEqual(['note']);
  });

  it('cuts long values unless it is told not to', async () => {
    const [cut] = (await search(path, { filter: { isTruncated: true } })).items;
    expect([String(cut?.['value']).length, cut?.['isTruncated']]).toEqual([8_191, true]);
    const [whole] = (await search(`${path}?truncateValues=false`, { filter: { name: 'long' } })).items;
    expect([String(whole?.['value']).length, whole?.['isTruncated']]).toEqual([9_002, false]);
    const one = await api.ask('get', `/v2/variables/${String(cut?.['variableKey'])}`);
    expect(String((one.body as { value: string }).value)).toHaveLength(9_002);
  });
});

describe('every search', () => {
  it("takes the empty lists that Camunda's Java client sends with each condition as no restriction", async () => {
    const empty = { $in: [], $notIn: [] };
    const whole = await found('/v2/process-instances/search', { processDefinitionId: 'order' }, 'processInstanceKey');
    expect(whole.length).toBeGreaterThan(0);
    const filter = { processDefinitionId: { $eq: 'order', ...empty }, tags: [], variables: [], $or: [] };
    expect(await found('/v2/process-instances/search', filter, 'processInstanceKey')).toEqual(whole);
    expect(await found('/v2/jobs/search', { processInstanceKey: empty }, 'jobKey')).toEqual(
      await found('/v2/jobs/search', {}, 'jobKey'),
    );
  });

  it.each<[string, readonly string[]]>([
    ['process-definitions', sortsOf(processDefinitionColumns)],
    ['process-instances', sortsOf(processInstanceColumns)],
    ['jobs', sortsOf(jobColumns)],
    ['user-tasks', sortsOf(userTaskColumns)],
    ['incidents', sortsOf(incidentColumns)],
    ['variables', sortsOf(variableColumns)],
    ['element-instances', sortsOf(elementInstanceColumns)],
    ['message-subscriptions', sortsOf(messageSubscriptionColumns)],
  ])('can be sorted by each of its fields: %s', async (resource, fields) => {
    for (const field of fields) await search(`/v2/${resource}/search`, { sort: [{ field, order: 'DESC' }] });
  });

  it.each([
    'process-definitions',
    'process-instances',
    'jobs',
    'user-tasks',
    'incidents',
    'variables',
    'element-instances',
    'message-subscriptions',
  ])('takes no body, an empty one, nulls, and refuses what it does not understand: %s', async (resource) => {
    const path = `/v2/${resource}/search`;
    expect((await api.ask('post', path)).status).toBe(200);
    expect((await api.ask('post', path).send({ page: null, sort: null, filter: null, more: 1 })).status).toBe(200);
    const response = await api.ask('post', path).send({
      page: { limit: 'ten' },
      sort: [{ field: 'nothing' }],
      filter: { nothing: 1, processInstanceKey: true },
    });
    expect(response.status).toBe(400);
    const { errors } = response.body as { errors: readonly { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['#/page/limit', '#/sort/0/field', '#/filter/nothing']),
    );
  });
});
