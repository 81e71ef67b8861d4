import { expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { createBlockLog, createRequestsInWork, watchEventLoop } from './event-loop-watch.js';

const logged = () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line) as never) });
  return { lines, logger };
};

it('a tick that is more than 250 ms late is logged with the requests that were in work', () => {
  const { lines, logger } = logged();
  let now = 0;
  const tick = createBlockLog(
    logger,
    () => () => ['POST /v2/jobs/:jobKey/completion'],
    () => now,
  );
  now = 350;
  tick();
  expect(lines).toEqual([]);
  now += 351;
  tick();
  expect(lines).toMatchObject([{ blockedMs: 251, requests: ['POST /v2/jobs/:jobKey/completion'] }]);
});

it('requests are named by their routes, also when they have ended since the last look', () => {
  const requests = createRequestsInWork();
  requests.begin('GET /a');
  requests.begin('POST /b');
  requests.begin('POST /b');
  requests.end('GET /a');
  requests.end('POST /b');
  expect(requests.take()()).toEqual(['GET /a', 'POST /b']);
  expect(requests.take()()).toEqual(['POST /b']);
  requests.end('POST /b');
  requests.take();
  expect(requests.take()()).toEqual([]);
});

it('what the start itself blocks is not told as slowness, what blocks later is', async () => {
  jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'setImmediate'] });
  const blocks = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) {
      const end = performance.now() + 60;
      while (performance.now() < end);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const watch = watchEventLoop(logged().logger);
  try {
    await blocks();
    expect(watch.p99()).toBe(0);
    jest.advanceTimersByTime(30_000);
    expect(watch.p99()).toBe(0);
    await blocks();
    expect(watch.p99()).toBeGreaterThan(20);
  } finally {
    watch.stop();
    jest.useRealTimers();
  }
});
