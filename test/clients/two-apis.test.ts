import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderProcess } from './order-process.js';
import { startProduct, type Product } from './product.js';

// Two API processes on one database share nothing else: what one accepts the other waits for, lists and tells of.

let product: Product;
let first: string;
let second: string;

type Body = Readonly<Record<string, unknown>>;
interface Told<Answer> {
  readonly status: number;
  readonly body: Answer;
}

const call = async <Answer = Body>(api: string, path: string, body: object): Promise<Told<Answer>> => {
  const response = await fetch(api + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer };
};

const place = (api: string, orderId: string, more: object = {}) =>
  call<{ processInstanceKey: string }>(api, '/v2/process-instances', {
    processDefinitionId: 'order',
    variables: { orderId },
    ...more,
  });

interface Job {
  readonly jobKey: string;
}
const activate = (api: string, requestTimeout: number) =>
  call<{ jobs: readonly Job[] }>(api, '/v2/jobs/activation', {
    ...{ type: 'charge', worker: 'w', timeout: 60_000, maxJobsToActivate: 1, requestTimeout },
  });

beforeAll(async () => {
  product = await startProduct();
  first = product.url;
  second = await product.anotherApi();
  const form = new FormData();
  form.append('resources', new Blob([orderProcess]), 'order.bpmn');
  const headers = { authorization: `Bearer ${product.apiKey}` };
  const { status } = await fetch(`${first}/v2/deployments`, { method: 'POST', headers, body: form });
  expect(status).toBe(200);
}, 120_000);
afterAll(() => product.stop());

describe('two API processes', () => {
  it('carry one instance together: each read finds what the other has answered', async () => {
    const waiting = place(first, 'together', { awaitCompletion: true, requestTimeout: 20_000 });
    const { body: activated } = await activate(second, 10_000);
    const [job] = activated.jobs as [Job];
    expect((await call(first, `/v2/jobs/${job.jobKey}/completion`, {})).status).toBe(204);

    const { body: found } = await call<{ items: readonly { userTaskKey: string }[] }>(second, '/v2/user-tasks/search', {
      filter: { state: 'CREATED' },
    });
    const task = found.items[0]?.userTaskKey ?? '';
    expect((await call(second, `/v2/user-tasks/${task}/completion`, {})).status).toBe(204);
    const paid = { name: 'paid', correlationKey: 'together', timeToLive: 10_000 };
    expect((await call(second, '/v2/messages/publication', paid)).status).toBe(200);

    expect(await waiting).toMatchObject({ status: 200, body: { processDefinitionId: 'order' } });
  });

  it('wake a worker at one of them for a job that came by the other', async () => {
    const polled = activate(second, 20_000);
    await place(first, 'woken');
    const { body } = await polled;
    expect(body.jobs).toHaveLength(1);
  });

  it('give one outcome to what both are told at once', async () => {
    await place(first, 'at-once');
    const { body } = await activate(first, 10_000);
    const [job] = body.jobs as [Job];
    const complete = (api: string, by: string) => call(api, `/v2/jobs/${job.jobKey}/completion`, { variables: { by } });
    const told = await Promise.all([complete(first, 'first'), complete(second, 'second')]);
    expect(told.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('tell the pages of one of what happens at the other', async () => {
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${product.apiKey}` };
    const stream = await fetch(`${second}/api/live`, { headers, signal: stop.signal });
    const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (...words: readonly string[]): Promise<void> => {
      while (!words.every((word) => heard.includes(word))) heard += (await reader.read()).value ?? '';
      heard = '';
    };
    await until('retry'); // the stream stands
    const { body } = await place(first, 'watched');
    await until('"topic":"instances"', body.processInstanceKey);

    const [job] = (await activate(first, 10_000)).body.jobs as [Job];
    await call(first, `/v2/jobs/${job.jobKey}/completion`, {});
    const filter = { state: 'CREATED', processInstanceKey: body.processInstanceKey };
    const { body: found } = await call<{ items: readonly { userTaskKey: string }[] }>(first, '/v2/user-tasks/search', {
      filter,
    });
    const task = found.items[0]?.userTaskKey ?? '';
    expect((await call(first, `/v2/user-tasks/${task}/assignment`, { assignee: 'petrov' })).status).toBe(204);
    await until('"topic":"tasks"', task);
    stop.abort();
  });
});
