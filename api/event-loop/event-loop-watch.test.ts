import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { pino } from 'pino';
import { createBlockLog, watchEventLoop } from './event-loop-watch.js';

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

it('following a request passes it on, and the delay is a number of ms from the start', () => {
  const watch = watchEventLoop(logged().logger);
  try {
    expect(watch.p99()).toBeGreaterThanOrEqual(0);
    let passed = 0;
    const response = new EventEmitter() as unknown as Response;
    watch.follow({ method: 'GET', path: '/a' } as Request, response, () => (passed += 1));
    response.emit('close');
    expect(passed).toBe(1);
  } finally {
    watch.stop();
  }
});
