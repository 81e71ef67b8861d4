import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore, type Store } from '../../../desk/index.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
let store: Store;
beforeAll(async () => {
  api = await startTestApi();
  store = openStore({ databaseUrl: api.databaseUrl });
});
afterAll(async () => {
  await store.close();
  await api.close();
});

const ready = async () => {
  const response = await api.askAnonymously('get', '/health/ready');
  return [response.status, response.body as unknown];
};
const down = { status: 'degraded', parts: { database: 'up', worker: 'down', temporal: 'down' }, eventLoopDelay: 7 };

describe('readiness', () => {
  it('stays 200 without a worker, and names what is down', async () => {
    expect(await ready()).toEqual([200, down]);
  });

  it('is whole while any worker and any connection to Temporal give signs of life', async () => {
    await store.heartbeats.beat('one', ['worker']);
    expect(await ready()).toEqual([
      200,
      { status: 'degraded', parts: { database: 'up', worker: 'up', temporal: 'down' }, eventLoopDelay: 7 },
    ]);
    await store.heartbeats.beat('other', ['worker', 'temporal']);
    expect(await ready()).toEqual([
      200,
      { status: 'up', parts: { database: 'up', worker: 'up', temporal: 'up' }, eventLoopDelay: 7 },
    ]);
  });

  it('takes 15 s of silence for death; the dead are forgotten after an hour', async () => {
    await api.prisma.$executeRaw`update heartbeats set at = clock_timestamp() - interval '16 s'`;
    expect(await ready()).toEqual([200, down]);
    await api.prisma.$executeRaw`update heartbeats set at = clock_timestamp() - interval '2 hours'`;
    await store.heartbeats.beat('one', ['temporal']);
    expect((await api.prisma.heartbeat.findMany()).map(({ process, part }) => [process, part])).toContainEqual([
      'one',
      'temporal',
    ]);
    expect(await api.prisma.heartbeat.count({ where: { process: 'other' } })).toBe(0);
  });
});
