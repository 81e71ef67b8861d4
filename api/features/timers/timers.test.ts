import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instanceKeyText, seedDefinition, seedInstance } from '../../test-support/seed.js';
import { startTestApi, type TestApi } from '../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await seedDefinition(api.prisma);
  await seedInstance(api.prisma, 10n);
  await seedInstance(api.prisma, 11n);
  const timer = { instance: 10n, elementInstanceKey: 5n };
  await api.prisma.timer.createMany({
    data: [
      {
        ...timer,
        key: 1n,
        wait: 'a',
        elementId: 'remind',
        due: new Date('2030-03-10T10:00:00Z'),
        request: { kind: 'cycle' },
      },
      {
        ...timer,
        key: 2n,
        wait: 'b',
        elementId: 'give-up',
        due: new Date('2030-03-09T10:00:00Z'),
        request: { kind: 'date' },
      },
    ],
  });
});
afterAll(() => api.close());

const timersOf = (key: string) => api.ask('get', `/api/process-instances/${key}/timers`);

describe('the timers of an instance', () => {
  it('are told with their instants, the next one first', async () => {
    expect((await timersOf(instanceKeyText(10n))).body).toEqual({
      items: [
        {
          timerKey: '2',
          elementId: 'give-up',
          elementInstanceKey: '5',
          dueDate: '2030-03-09T10:00:00.000Z',
          repeats: false,
        },
        {
          timerKey: '1',
          elementId: 'remind',
          elementInstanceKey: '5',
          dueDate: '2030-03-10T10:00:00.000Z',
          repeats: true,
        },
      ],
    });
    expect((await timersOf(instanceKeyText(11n))).body).toEqual({ items: [] });
  });

  it('are those of an instance that exists', async () => {
    expect((await timersOf(instanceKeyText(12n))).status).toBe(404);
  });
});
