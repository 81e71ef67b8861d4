import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instanceKeyText, seedDefinition, seedInstance } from '../../test-support/seed.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await seedDefinition(api.prisma);
  await seedInstance(api.prisma, 10n);
  const input = { instance: 10n, kind: 'task.completed', content: {}, at: new Date() };
  await api.prisma.input.createMany({
    data: [
      { ...input, number: 1, outcome: 'superseded', reason: 'the limit came first' },
      { ...input, number: 2 },
    ],
  });
});
afterAll(() => api.close());

const read = (instance: bigint, input: number | string) =>
  api.ask('get', `/api/process-instances/${instanceKeyText(instance)}/inputs/${input}`);

describe('an input of an instance', () => {
  it('tells its outcome', async () => {
    expect((await read(10n, 1)).body).toEqual({
      ...{ processInstanceKey: instanceKeyText(10n), input: 1, kind: 'task.completed' },
      ...{ outcome: 'superseded', reason: 'the limit came first', acceptedAt: expect.any(String) },
    });
    expect((await read(10n, 2)).body).toMatchObject({ outcome: 'pending', reason: null });
  });

  it('is not there where the instance or the number is not', async () => {
    expect((await read(11n, 1)).status).toBe(404);
    expect((await read(10n, 3)).status).toBe(404);
    expect((await read(10n, 'x')).status).toBe(400);
  });
});
