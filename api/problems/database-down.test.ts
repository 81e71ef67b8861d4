import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/client.js';
import { openStore, type Store } from '../../desk/index.js';
import { createCuttableProxy, type CuttableProxy } from '../test-support/cuttable-proxy.js';
import { diagram } from '../test-support/diagram.js';
import { startTestApi, type TestApi } from '../test-support/test-api.js';
import { isDatabaseDown } from './database-down.js';

describe('an error', () => {
  it.each([
    ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a server that shuts down', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['too many connections', Object.assign(new Error('sorry'), { code: '53300' })],
    ['a full disk', Object.assign(new Error('could not extend file'), { code: '53100' })],
    ['no memory', Object.assign(new Error('out of memory'), { code: '53200' })],
    ['an input/output error of its files', Object.assign(new Error('could not read block'), { code: '58030' })],
    ['a statement that took too long', Object.assign(new Error('canceling statement'), { code: '57014' })],
    ['a lock that was not to be had', Object.assign(new Error('canceling statement'), { code: '55P03' })],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    [
      'a cause further down',
      new Error('query failed', { cause: new Error('x', { cause: { kind: 'DatabaseNotReachable' } }) }),
    ],
    ['one of several', new AggregateError([new Error('a'), Object.assign(new Error('b'), { code: 'ECONNREFUSED' })])],
    ["Prisma's code", Object.assign(new Error('x'), { code: 'P1001' })],
  ])('means that the database is away when it is %s', (_, error) => {
    expect(isDatabaseDown(error)).toBe(true);
  });

  it.each([
    ['a wrong statement', Object.assign(new Error('syntax error'), { code: '42601' })],
    ['a violated constraint', Object.assign(new Error('duplicate'), { code: 'P2002' })],
    ['a mistake in the code', new TypeError('x is not a function')],
    ['nothing', undefined],
    ['a text', 'ECONNREFUSED'],
  ])('means something else when it is %s', (_, error) => {
    expect(isDatabaseDown(error)).toBe(false);
  });

  it('that is its own cause does not matter', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isDatabaseDown(error)).toBe(false);
  });
});

describe('while the database is away', () => {
  let home: TestApi;
  let proxy: CuttableProxy;
  let prisma: PrismaClient;
  let store: Store;
  let api: TestApi;

  beforeAll(async () => {
    home = await startTestApi();
    proxy = await createCuttableProxy(home.databaseUrl);
    prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: proxy.url, max: 5 }) });
    store = openStore({ databaseUrl: proxy.url });
    api = home.with({ prisma, readRows: store.readRows, engine: store.engine });
    await api.ask('post', '/v2/deployments').attach('resources', Buffer.from(diagram('pass')), 'pass.bpmn');
  });
  afterAll(async () => {
    await store.close();
    await prisma.$disconnect();
    proxy.close();
    await home.close();
  });

  const start = () => api.ask('post', '/v2/process-instances').send({ processDefinitionId: 'pass' });

  it('says so with 503 and when to come back, and goes on by itself afterwards', async () => {
    expect((await start()).status).toBe(200);
    proxy.cut();
    for (const response of [
      await start(),
      await api.ask('get', '/v2/topology'),
      await api.ask('post', '/v2/user-tasks/search').send({}),
      await api.askAnonymously('get', '/v2/status'),
      await api.askAnonymously('get', '/health/ready'),
      await api.askAnonymously('post', '/api/session').send({ username: 'admin', password: 'x' }),
    ]) {
      expect(response.body).toMatchObject({
        status: 503,
        type: '/problems/database-unavailable',
        title: 'RESOURCE_EXHAUSTED',
      });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await api.askAnonymously('get', '/health/live')).status).toBe(200);
    proxy.restore();
    expect((await start()).status).toBe(200);
    expect((await api.askAnonymously('get', '/health/ready')).status).toBe(200);
  });

  it('tells so when only the engine is cut off from it', async () => {
    const half = home.with({ engine: store.engine });
    proxy.cut();
    const response = await half.ask('post', '/v2/process-instances').send({ processDefinitionId: 'pass' });
    proxy.restore();
    expect(response.status).toBe(503);
  });
});
