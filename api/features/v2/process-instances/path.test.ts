import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entityKey } from '../../../../engine/keys.js';
import {
  instanceKeyText,
  localKeyText,
  seedDefinition,
  seedElement,
  seedIncident,
  seedInstance,
} from '../../../test-support/seed.js';
import { startTestApi, type TestApi } from '../../../test-support/test-api.js';

let api: TestApi;

const path = (rest: string) => `/v2/process-instances/${instanceKeyText(10n)}/${rest}`;

/** Instance 10 went through `check` twice and stands in `approve`, stopped by an incident. */
beforeAll(async () => {
  api = await startTestApi();
  const { prisma } = api;
  await seedDefinition(prisma);
  await seedInstance(prisma, 10n);
  await seedElement(prisma, 10n, 2, { elementId: 'check', state: 'completed' });
  await seedElement(prisma, 10n, 3, { elementId: 'check', state: 'completed' });
  await seedElement(prisma, 10n, 4, { elementId: 'approve', state: 'active' });
  await seedIncident(prisma, 10n, 30, { elementInstanceKey: entityKey(10n, 4) });
  await prisma.step.createMany({
    data: [['a', 'b'], ['b']].map((flows, step) => ({
      instance: 10n,
      step: step + 1,
      inputs: [],
      decided: {},
      journal: [{ type: 'completed', key: 'e2' }, ...flows.map((flow) => ({ type: 'flow', flow, scope: 'e1' }))],
      at: new Date(0),
    })),
  });
  await prisma.messageSubscription.create({
    data: {
      key: entityKey(10n, 40),
      instance: 10n,
      wait: 'c40',
      name: 'paid',
      correlationKey: 'order-10',
      repeats: false,
      state: 'open',
      elementId: 'approve',
      elementInstanceKey: entityKey(10n, 4),
      processId: 'order',
      definitionKey: entityKey(1n, 0),
      createdAt: new Date(0),
    },
  });
});

afterAll(() => api.close());

describe('where an instance has been', () => {
  it('is counted by element', async () => {
    const reply = await api.ask('get', path('statistics/element-instances'));
    expect(reply.body).toEqual({
      items: [
        { elementId: 'approve', active: 1, canceled: 0, incidents: 1, completed: 0 },
        { elementId: 'check', active: 0, canceled: 0, incidents: 0, completed: 2 },
      ],
    });
  });

  it('names each sequence flow once', async () => {
    const reply = await api.ask('get', path('sequence-flows'));
    const { items } = reply.body as { readonly items: readonly { readonly elementId: string }[] };
    expect(items.map(({ elementId }) => elementId)).toEqual(['a', 'b']);
    expect(items[0]).toMatchObject({ processInstanceKey: instanceKeyText(10n), processDefinitionId: 'order' });
  });

  it('is not told of instances that do not exist', async () => {
    const { status } = await api.ask('get', '/v2/process-instances/999/sequence-flows');
    expect(status).toBe(404);
  });
});

describe('awaited messages', () => {
  it('are found by their instance and state', async () => {
    const reply = await api
      .ask('post', '/v2/message-subscriptions/search')
      .send({ filter: { processInstanceKey: instanceKeyText(10n), messageSubscriptionState: 'CREATED' } });
    expect((reply.body as { readonly items: unknown[] }).items).toMatchObject([
      { messageName: 'paid', correlationKey: 'order-10', elementInstanceKey: localKeyText(10n, 4) },
    ]);
  });
});
