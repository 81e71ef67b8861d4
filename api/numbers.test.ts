import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore, type Store } from '../desk/index.js';
import { leaveOut } from '../test/environment/left-out.js';
import { diagram } from './test-support/diagram.js';
import { startTestApi, type TestApi } from './test-support/test-api.js';

/** The public case about large numbers lies beside the project, where it is at all. */
const folder = resolve(import.meta.dirname, '../../shared/cases/c-numbers-beyond-2-53');

let home: TestApi;
let store: Store;
let api: TestApi;

const deploy = (name: string, content: string | Buffer) =>
  api.ask('post', '/v2/deployments').attach('resources', Buffer.from(content), name);

beforeAll(async () => {
  home = await startTestApi();
  store = openStore({ databaseUrl: home.databaseUrl });
  api = home.with({ engine: store.engine, checkReplies: true });
  expect((await deploy('pass.bpmn', diagram('pass'))).status).toBe(200);
});
afterAll(async () => {
  await store.close();
  await home.close();
});

/** Sends the bytes of a JSON text: a library would round its numbers. */
const send = (method: 'post' | 'put' | 'patch', path: string, text: string) =>
  api.ask(method, path).type('json').send(text);

interface Refusal {
  readonly type: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const start = '/v2/process-instances';

describe('a number that cannot be kept', () => {
  it('is refused with its place and with what would become of it', async () => {
    const before = await home.prisma.processInstance.count();
    const response = await send('post', start, '{"processDefinitionId":"pass","variables":{"id":9007199254740993}}');
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({
      type: '/problems/validation-failed',
      title: 'The request is not valid',
      status: 400,
      detail:
        '#/variables/id: The number 9007199254740993 cannot be kept exactly, it would become 9007199254740992; send it as a text',
      errors: [
        {
          pointer: '#/variables/id',
          detail:
            'The number 9007199254740993 cannot be kept exactly, it would become 9007199254740992; send it as a text',
          code: 'inexact-number',
          values: { number: '9007199254740993', kept: '9007199254740992' },
        },
      ],
    });
    expect(await home.prisma.processInstance.count()).toBe(before);
  });

  it('is refused together with all others, and with what else is wrong with the document', async () => {
    const text =
      '{"processDefinitionId":"pass","variables":{"a/b":[1,1e400],"ё":{"~":0.1000000000000000055511151231257827},"c":"\\u0000"}}';
    const { errors } = (await send('post', start, text)).body as Refusal;
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '#/variables/a~1b/1',
      '#/variables/%D1%91/~0',
      '#/variables/c',
    ]);
  });

  it.each([
    ['post', '/v2/jobs/1/completion', '{"variables":{"a":9007199254740993}}', '#/variables/a'],
    ['post', '/v2/jobs/1/failure', '{"retries":1,"variables":{"a":9007199254740993}}', '#/variables/a'],
    ['post', '/v2/jobs/1/error', '{"errorCode":"a","variables":{"a":9007199254740993}}', '#/variables/a'],
    ['post', '/v2/user-tasks/1/completion', '{"variables":{"a":[9007199254740993]}}', '#/variables/a/0'],
    ['post', '/v2/messages/publication', '{"name":"m","variables":{"a":9007199254740993}}', '#/variables/a'],
    ['put', '/v2/element-instances/1/variables', '{"variables":{"a":9007199254740993}}', '#/variables/a'],
    ['post', '/v2/variables/search', '{"filter":{"value":9007199254740993}}', '#/filter/value'],
    ['post', '/v2/process-instances/search', '{"page":{"limit":1.00000000000000001}}', '#/page/limit'],
    ['post', '/api/tickets', '{"fields":{"account":12345678901234567890}}', '#/fields/account'],
    ['post', '/api/drafts', '{"name":9007199254740993}', '#/name'],
  ] as const)('is refused wherever JSON is read: %s %s', async (method, path, text, pointer) => {
    const response = await send(method, path, text);
    expect(response.body).toMatchObject({ type: '/problems/validation-failed', errors: [{ pointer }] });
  });

  it('is refused in the JSON that comes with files', async () => {
    const response = await api
      .ask('post', '/api/tickets')
      .field('body', '{"fields":{"account":12345678901234567890}}')
      .attach('files', Buffer.from('x'), 'x.txt');
    expect(response.body).toMatchObject({ status: 400, errors: [{ pointer: '#/fields/account' }] });
  });
});

describe('a number that can be kept', () => {
  it('keeps its value, however it is written', async () => {
    const variables =
      '{"a":0.1,"b":1.50,"c":1e2,"d":-0,"e":9007199254740992,"f":1234567890.12,"g":"9007199254740993","h":[5e-324,1.7976931348623157e308]}';
    const response = await send('post', start, `{"processDefinitionId":"pass","variables":${variables}}`);
    const { processInstanceKey } = response.body as { processInstanceKey: string };
    const { items } = (await api.ask('post', '/v2/variables/search').send({ filter: { processInstanceKey } })).body as {
      items: readonly { readonly name: string; readonly value: string }[];
    };
    expect(Object.fromEntries(items.map(({ name, value }) => [name, value]))).toEqual({
      a: '0.1',
      b: '1.5',
      c: '100',
      d: '0',
      e: '9007199254740992',
      f: '1234567890.12',
      g: '"9007199254740993"',
      h: '[5e-324,1.7976931348623157e+308]',
    });
  });
});

describe('the body of a request', () => {
  it.each([
    ['application/json; charset=utf-8', 200],
    ['application/json; charset="UTF-8"', 200],
    ['application/vnd.test+json', 200],
    ['application/json; charset=windows-1251', 415],
    ['text/plain', 415],
  ])('is JSON in Unicode: %s', async (type, status) => {
    const response = await api.ask('post', start).set('Content-Type', type).send('{"processDefinitionId":"pass"}');
    expect(response.status).toBe(status);
  });

  it('may be in UTF-16', async () => {
    const response = await api
      .ask('post', start)
      .set('Content-Type', 'application/json; charset=utf-16le')
      .serialize((body: unknown) => body as string)
      .send(Buffer.from('{"processDefinitionId":"pass","variables":{"a":9007199254740993}}', 'utf16le'));
    expect(response.body).toMatchObject({ errors: [{ pointer: '#/variables/a' }] });
  });
});

if (!existsSync(folder)) leaveOut('the case about numbers beyond 2^53', `${folder} is not there`);
else
  describe('the public case about numbers beyond 2^53', () => {
    it('is refused by name where digits would be lost, until they are computed with', async () => {
      expect((await deploy('model.bpmn', readFileSync(join(folder, 'model.bpmn')))).status).toBe(200);
      const response = await send('post', start, readFileSync(join(folder, 'start-body.json'), 'utf8'));
      expect(response.body).toMatchObject({ type: '/problems/validation-failed', status: 400 });
      expect((response.body as Refusal).errors.map(({ pointer }) => pointer)).toEqual([
        '#/variables/id',
        '#/variables/list/0',
      ]);
    });
  });
