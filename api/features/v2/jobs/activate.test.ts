import { describe, expect, it } from '@jest/globals';
import type { ActivatedJob } from '../../../../engine/index.js';
import { createFakeEngine } from '../../../test-support/fake-engine.js';
import { uncounted } from '../../../routing/load.js';
import { activateJobs, DEFAULT_WAIT } from './activate.js';

const request = { type: 'charge', worker: 'w', timeout: 1_000, maxJobs: 5 };

const job = (key: bigint): ActivatedJob => ({
  key,
  type: 'charge',
  processInstanceKey: 1n,
  rootProcessInstanceKey: 1n,
  processId: 'order',
  version: 1,
  definitionKey: 1n,
  elementId: 'charge',
  elementInstanceKey: 1n,
  headers: {},
  worker: 'w',
  retries: 3,
  deadline: new Date(0),
  variables: {},
  tags: [],
});

const poll = (
  engine: ReturnType<typeof createFakeEngine>,
  requestTimeout: number,
  signal = new AbortController().signal,
) => activateJobs(engine, { request, requestTimeout, actor: {}, signal, idle: uncounted });

const commands = (engine: ReturnType<typeof createFakeEngine>): string[] => engine.calls.map(({ command }) => command);

describe('activating jobs', () => {
  it('answers at once with what there is', async () => {
    const engine = createFakeEngine({ activateJobs: () => Promise.resolve([job(7n)]) });
    expect(await poll(engine, 0)).toEqual([job(7n)]);
  });

  it('does not wait when the caller does not want to', async () => {
    const engine = createFakeEngine();
    expect(await poll(engine, -1)).toEqual([]);
    expect(commands(engine)).toEqual(['activateJobs']);
  });

  it('asks for a notice before it looks, and looks again after it', async () => {
    const answers = [[], [], [job(7n)]];
    const engine = createFakeEngine({ activateJobs: () => Promise.resolve(answers.shift() ?? []) });
    expect(await poll(engine, 5_000)).toEqual([job(7n)]);
    expect(commands(engine)).toEqual([
      ...['jobsAvailable', 'activateJobs', 'jobsAvailable', 'activateJobs', 'jobsAvailable', 'activateJobs'],
    ]);
  });

  it.each([
    [0, DEFAULT_WAIT],
    [3_000, 3_000],
    [86_400_000, 300_000],
  ])('waits for a request timeout of %d at most %d ms', async (requestTimeout, most) => {
    const waits: number[] = [];
    const controller = new AbortController();
    const engine = createFakeEngine({
      jobsAvailable: (_type, ms) => {
        waits.push(ms);
        controller.abort();
        return Promise.resolve();
      },
    });
    await poll(engine, requestTimeout, controller.signal);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(most - 1_000);
    expect(waits[0]).toBeLessThanOrEqual(most);
  });

  it('ends its wait when the client goes away', async () => {
    const controller = new AbortController();
    const engine = createFakeEngine({
      jobsAvailable: (_type, _ms, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve());
          queueMicrotask(() => controller.abort());
        }),
    });
    expect(await poll(engine, 60_000, controller.signal)).toEqual([]);
  });

  it('gives back the jobs of a client that went away while they were locked for it', async () => {
    const controller = new AbortController();
    const engine = createFakeEngine({
      activateJobs: () => {
        controller.abort();
        return Promise.resolve([job(7n), job(8n)]);
      },
    });
    expect(await poll(engine, 60_000, controller.signal)).toEqual([]);
    expect(engine.calls.filter(({ command }) => command === 'updateJob').map((call) => call.arguments)).toEqual([
      [7n, { timeoutMs: 0 }],
      [8n, { timeoutMs: 0 }],
    ]);
  });

  it('does not look at all for a client that is gone already', async () => {
    const engine = createFakeEngine();
    expect(await poll(engine, 0, AbortSignal.abort())).toEqual([]);
    expect(commands(engine)).toEqual([]);
  });
});
