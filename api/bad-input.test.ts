import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response, Test } from 'supertest';
import { openStore, type Store } from '../desk/index.js';
import { diagram } from './test-support/diagram.js';
import { startTestApi, type TestApi } from './test-support/test-api.js';

/** Whatever is sent: an answer that names what is wrong, nothing stored, and the process lives. */

let home: TestApi;
let store: Store;
let api: TestApi;
let endedInstance: string;
let openJob: string;

const withJob = diagram(
  'work',
  `    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:serviceTask id="task">
      <bpmn:extensionElements><zeebe:taskDefinition type="work" /></bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="end" />
    <bpmn:endEvent id="end" />`,
);

const start = async (processDefinitionId: string): Promise<string> => {
  const response = await api.ask('post', '/v2/process-instances').send({ processDefinitionId });
  return (response.body as { processInstanceKey: string }).processInstanceKey;
};

beforeAll(async () => {
  home = await startTestApi();
  store = openStore({ databaseUrl: home.databaseUrl });
  api = home.with({ engine: store.engine, checkReplies: true });
  await deploy('pass.bpmn', diagram('pass'));
  await deploy('work.bpmn', withJob);
  endedInstance = await start('pass');
  await start('work');
  const jobs = await api
    .ask('post', '/v2/jobs/activation')
    .send({ type: 'work', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: -1 });
  openJob = (jobs.body as { jobs: { jobKey: string }[] }).jobs[0]?.jobKey ?? '';
});
afterAll(async () => {
  await store.close();
  await home.close();
});

const stored = () =>
  Promise.all([
    home.prisma.deployment.count(),
    home.prisma.resource.count(),
    home.prisma.processDefinition.count(),
    home.prisma.compiledDefinition.count(),
    home.prisma.processInstance.count(),
    home.prisma.input.count(),
    home.prisma.message.count(),
    home.prisma.variable.count(),
  ]);
let before: readonly number[];
beforeEach(async () => {
  before = await stored();
});
afterEach(async () => {
  expect(await stored()).toEqual(before);
  expect((await api.askAnonymously('get', '/health/ready')).status).toBe(200);
});

const deploy = (name: string, content: string | Buffer): Test =>
  api.ask('post', '/v2/deployments').attach('resources', Buffer.from(content), name);

interface Refusal {
  readonly errors: readonly { resource?: string; element?: string; rule?: string; detail: string; pointer?: string }[];
}
const errorsOf = (response: Response) => (response.body as Refusal).errors;

const startEvent = (id: string, target: string): string =>
  `<bpmn:startEvent id="${id}" /><bpmn:sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="${target}" />`;
const end = '<bpmn:endEvent id="end" />';

describe('a diagram that cannot be deployed', () => {
  it.each([
    ['no XML', 'This is a letter, not a diagram.'],
    ['nothing', ''],
    ['XML that ends too early', diagram('a').slice(0, 300)],
    ['XML of another kind', '<?xml version="1.0"?><letter><to>all</to></letter>'],
    ['JSON', '{"process": true}'],
    ['binary data', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
  ])('is refused by name when it is %s', async (_, content) => {
    const response = await deploy('broken.bpmn', content);
    expect(response.status).toBe(400);
    expect(errorsOf(response)).toMatchObject([{ resource: 'broken.bpmn', detail: expect.stringMatching(/.{10}/) }]);
  });

  it.each([
    ['an entity of a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'],
    [
      'entities of entities',
      '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
      '&c;',
    ],
  ])('is refused with %s', async (_, doctype, entity) => {
    const xml = diagram('entities', `${startEvent('start', 'end')}<bpmn:endEvent id="end" name="${entity}" />`);
    const response = await deploy('entities.bpmn', xml.replace('?>', `?>${doctype}`));
    expect(response.status).toBe(400);
    expect(errorsOf(response)[0]).toMatchObject({ resource: 'entities.bpmn' });
    expect(response.text).not.toMatch(/root:|aaaaaaaaaaaaaaaaaaaa/);
  });

  it.each([
    ['an unsupported element', `${startEvent('start', 'deal')}<bpmn:transaction id="deal" />`, 'deal'],
    [
      'an unsupported event',
      `${startEvent('start', 'end')}<bpmn:endEvent id="end"><bpmn:signalEventDefinition id="s" /></bpmn:endEvent>`,
      'end',
    ],
    [
      'broken FEEL',
      `${startEvent('start', 'choice')}<bpmn:exclusiveGateway id="choice" default="no" />
       <bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= amount &gt;</bpmn:conditionExpression></bpmn:sequenceFlow>
       <bpmn:sequenceFlow id="no" sourceRef="choice" targetRef="end" />${end}`,
      'yes',
    ],
    ['two none start events', `${startEvent('one', 'end')}${startEvent('two', 'end')}${end}`, 'two'],
    ['a reference to nothing', `${startEvent('start', 'nowhere')}${end}`, 'from-start'],
    [
      'a message that is not there',
      `${startEvent('start', 'wait')}<bpmn:receiveTask id="wait" messageRef="gone" /><bpmn:sequenceFlow id="f" sourceRef="wait" targetRef="end" />${end}`,
      'wait',
    ],
    [
      'a service task without a type',
      `${startEvent('start', 'work')}<bpmn:serviceTask id="work" /><bpmn:sequenceFlow id="f" sourceRef="work" targetRef="end" />${end}`,
      'work',
    ],
  ])('is refused with the element named when it has %s', async (_, content, element) => {
    const response = await deploy('wrong.bpmn', diagram('wrong', content));
    expect(response.status).toBe(400);
    expect(errorsOf(response)).toContainEqual(expect.objectContaining({ resource: 'wrong.bpmn', element }));
  });

  it('is refused by name when it has more than 20 MB', async () => {
    const response = await deploy('huge.bpmn', diagram('huge', `<!-- ${'x'.repeat(20 * 1024 * 1024)} -->${end}`));
    expect(response.body).toMatchObject({
      status: 413,
      resource: 'huge.bpmn',
      detail: expect.stringContaining('20 MB'),
    });
  });

  it('is refused with everything that is wrong with it at once', async () => {
    const response = await deploy(
      'many.bpmn',
      diagram(
        'many',
        `${startEvent('one', 'work')}${startEvent('two', 'work')}<bpmn:serviceTask id="work" /><bpmn:transaction id="deal" />`,
      ),
    );
    const elements = errorsOf(response).map(({ element }) => element);
    expect(elements).toEqual(expect.arrayContaining(['work', 'deal']));
  });
});

describe('a request that cannot be read', () => {
  const instances = '/v2/process-instances';
  it.each([
    ['JSON that breaks off', '{"processDefinitionId": "pass", "variables": {', 'malformed-body', 400],
    ['no JSON at all', 'processDefinitionId=pass', 'malformed-body', 400],
    ['a number', '7', 'validation-failed', 400],
    ['null', 'null', 'validation-failed', 400],
    ['a list', '[]', 'validation-failed', 400],
    ['brackets without end', '['.repeat(200_000), 'malformed-body', 400],
    [
      'nesting without end',
      `{"processDefinitionId":"pass","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      'validation-failed',
      400,
    ],
    ['the character U+0000', '{"processDefinitionId":"pass","variables":{"a":"\\u0000"}}', 'validation-failed', 400],
    [
      '5 MB of variables',
      JSON.stringify({ processDefinitionId: 'pass', variables: { a: 'x'.repeat(5 * 1024 * 1024) } }),
      'body-too-large',
      413,
    ],
  ])('is refused when it is %s', async (_, body, slug, status) => {
    const response = await api.ask('post', instances).type('json').send(body);
    expect([response.status, (response.body as { type: string }).type]).toEqual([status, `/problems/${slug}`]);
  });

  it.each([
    [
      'a variable name too long to look up',
      { processDefinitionId: 'pass', variables: { ['x'.repeat(801)]: 1 } },
      ['#/variables'],
    ],
    ['variables that are a text', { processDefinitionId: 'pass', variables: 'a' }, ['#/variables']],
    [
      'several things at once',
      { processDefinitionId: 7, tags: 'a', awaitCompletion: 'yes' },
      ['#/processDefinitionId', '#/awaitCompletion', '#/tags'],
    ],
  ])('is refused with pointers when it has %s', async (_, body, pointers) => {
    const response = await api.ask('post', instances).send(body);
    expect(errorsOf(response).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('a request about what does not exist', () => {
  it.each([
    ['post', '/v2/process-instances', { processDefinitionId: 'nothing' }],
    ['post', '/v2/process-instances', { processDefinitionKey: '999999999999' }],
    ['post', '/v2/process-instances', { processDefinitionId: 'pass', processDefinitionVersion: 99 }],
    ['get', '/v2/process-instances/999999999999', undefined],
    ['post', '/v2/process-instances/999999999999/cancellation', {}],
    ['post', '/v2/jobs/999999999999/completion', {}],
    ['post', '/v2/jobs/999999999999/failure', { retries: 1 }],
    ['post', '/v2/jobs/999999999999/error', { errorCode: 'a' }],
    ['patch', '/v2/jobs/999999999999', { changeset: { retries: 1 } }],
    ['get', '/v2/user-tasks/999999999999', undefined],
    ['post', '/v2/user-tasks/999999999999/assignment', { assignee: 'a' }],
    ['delete', '/v2/user-tasks/999999999999/assignee', undefined],
    ['patch', '/v2/user-tasks/999999999999', { changeset: { priority: 1 } }],
    ['post', '/v2/user-tasks/999999999999/completion', {}],
    ['get', '/v2/incidents/999999999999', undefined],
    ['post', '/v2/incidents/999999999999/resolution', {}],
    ['get', '/v2/variables/999999999999', undefined],
    ['get', '/v2/element-instances/999999999999', undefined],
    ['put', '/v2/element-instances/999999999999/variables', { variables: {} }],
    ['get', '/v2/process-definitions/999999999999', undefined],
    ['get', '/v2/process-definitions/999999999999/xml', undefined],
  ] as const)('is answered with 404: %s %s %j', async (method, path, body) => {
    const response = await (body === undefined ? api.ask(method, path) : api.ask(method, path).send(body));
    expect(response.body).toMatchObject({ status: 404, type: '/problems/not-found' });
  });
});

describe('a key that nothing can have', () => {
  const keys = ['-5', '0', '9223372036854775808', '9999999999999999999999999'];

  it.each(keys)('is answered with 404 and named: %s', async (key) => {
    for (const [method, path] of [
      ['post', `/v2/user-tasks/${key}/completion`],
      ['post', `/v2/process-instances/${key}/cancellation`],
      ['get', `/v2/incidents/${key}`],
    ] as const) {
      const response = await api.ask(method, path);
      expect(response.body).toMatchObject({ status: 404, detail: `Nothing has the key ${key}.` });
    }
  });

  it.each(keys)('is refused in a body and named: %s', async (processDefinitionKey) => {
    const response = await api.ask('post', '/v2/process-instances').send({ processDefinitionKey });
    expect(response.body).toMatchObject({
      status: 400,
      detail: expect.stringContaining(`Nothing has the key ${processDefinitionKey}`),
    });
  });
});

describe('a request that comes too late', () => {
  it('is answered with 409 when the instance has ended', async () => {
    const response = await api.ask('post', `/v2/process-instances/${endedInstance}/cancellation`);
    expect(response.body).toMatchObject({ status: 409, type: '/problems/wrong-state' });
  });

  it('is answered with 409 when its job has been answered otherwise', async () => {
    expect((await api.ask('post', `/v2/jobs/${openJob}/completion`).send({})).status).toBe(204);
    before = await stored();
    const response = await api.ask('post', `/v2/jobs/${openJob}/error`).send({ errorCode: 'a' });
    expect(response.body).toMatchObject({ status: 409, type: '/problems/wrong-state' });
    expect((response.body as { detail: string }).detail).toMatch(new RegExp(`^The job ${openJob} \\(`));
  });
});
