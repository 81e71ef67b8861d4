import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startHeartbeat } from './heartbeat.js';
import { createLogger } from './logger.js';

const EVERY_MS = 1_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the heartbeat of a worker', () => {
  it('tells at once and again which parts are alive, under one name, and survives a lost beat', async () => {
    const beats: [string, readonly string[]][] = [];
    let running = true;
    const heartbeat = startHeartbeat({
      heartbeats: {
        beat: (process, parts) => {
          beats.push([process, parts]);
          return beats.length === 2 ? Promise.reject(new Error('away')) : Promise.resolve();
        },
      },
      parts: { worker: () => running, temporal: () => true },
      logger: createLogger('silent'),
      everyMs: EVERY_MS,
    });
    expect(beats.map(([, parts]) => parts)).toEqual([['worker', 'temporal']]);
    running = false;
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(beats.map(([, parts]) => parts)).toEqual([['worker', 'temporal'], ['temporal'], ['temporal']]);
    expect(new Set(beats.map(([process]) => process)).size).toBe(1);
    await heartbeat.stop();
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect(beats).toHaveLength(3);
  });
});
