import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { processList } from '../../contract/processes.js';
import { seedDefinition, seedInstance } from '../../test-support/seed.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

type Page = z.output<typeof processList>;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await seedDefinition(api.prisma, { key: 100n << 23n, processId: 'order', version: 1, name: 'Order' });
  await seedDefinition(api.prisma, { key: 200n << 23n, processId: 'order', version: 2, name: 'Заказ' });
  await seedDefinition(api.prisma, { key: 300n << 23n, processId: 'return_100%', name: null });
  await seedInstance(api.prisma, 1n, { processId: 'order', status: 'active' });
  await seedInstance(api.prisma, 2n, { processId: 'order', status: 'completed' });
  for (const [name, processId] of [
    ['Заказ 2', 'order'],
    ['Заказ 3', 'order'],
    ['Hotfix', 'hotfix'],
    ['Nameless', null],
  ])
    await api.ask('post', '/api/drafts').send({ name, processId, xml: '<a/>' });
});
afterAll(() => api.close());

const list = async (query: Record<string, string | number> = {}): Promise<Page> =>
  (await api.ask('get', '/api/processes').query(query)).body as Page;

const names = ({ items }: Page): string[] => items.map(({ name }) => name);

describe('the list of processes', () => {
  it('has every deployed process once, and drafts of what is not deployed, by name', async () => {
    expect(names(await list())).toEqual(['Hotfix', 'Nameless', 'return_100%', 'Заказ', 'Заказ 2']);
  });

  it('tells of the newest version, the draft changed last and what runs', async () => {
    const order = (await list()).items.find(({ name }) => name === 'Заказ');
    expect(order).toMatchObject({
      processId: 'order',
      latest: { version: 2, versionTag: 'v2', processDefinitionKey: String(200n << 23n) },
      draft: { changedBy: 'reglament' },
      activeInstances: 1,
      incidents: 0,
    });
    const hotfix = (await list()).items.find(({ name }) => name === 'Hotfix');
    expect(hotfix).toMatchObject({ processId: 'hotfix', latest: null, activeInstances: 0 });
  });

  it('is searched by parts of names and ids, in any case, without wildcards', async () => {
    expect(names(await list({ search: 'заКАЗ' }))).toEqual(['Заказ', 'Заказ 2']);
    expect(names(await list({ search: 'ORD' }))).toEqual(['Заказ', 'Заказ 2']);
    expect(names(await list({ search: '100%' }))).toEqual(['return_100%']);
    expect(names(await list({ search: '%' }))).toEqual(['return_100%']);
    expect(names(await list({ search: '*' }))).toEqual([]);
  });

  it('is asked for one process with all its drafts, by its id as it is written', async () => {
    const { items } = await list({ processId: 'order' });
    expect(items.map(({ name, latest, draft }) => [name, latest?.version, draft?.basedOn])).toEqual([
      ['Заказ', 2, null],
      ['Заказ 2', undefined, null],
    ]);
    expect(names(await list({ processId: 'ord' }))).toEqual([]);
    expect(names(await list({ processId: 'return_100%' }))).toEqual(['return_100%']);
  });

  it('is read page by page', async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, after: first.next ?? '' });
    const third = await list({ limit: 2, after: second.next ?? '' });
    expect([first, second, third].map(names)).toEqual([['Hotfix', 'Nameless'], ['return_100%', 'Заказ'], ['Заказ 2']]);
    expect(third.next).toBeUndefined();
    expect((await api.ask('get', '/api/processes').query({ after: 'x' })).status).toBe(400);
  });
});
