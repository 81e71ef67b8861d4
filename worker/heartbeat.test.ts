import { describe, expect, it } from '@jest/globals';
import { until } from '../engine/test-support/until.js';
import { startHeartbeat } from './heartbeat.js';
import { createLogger } from './logger.js';

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
      everyMs: 5,
    });
    expect(beats.map(([, parts]) => parts)).toEqual([['worker', 'temporal']]);
    running = false;
    await until(() => beats.length >= 3);
    await heartbeat.stop();
    expect(beats[2]?.[1]).toEqual(['temporal']);
    expect(new Set(beats.map(([process]) => process)).size).toBe(1);
    const told = beats.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(beats).toHaveLength(told);
  });
});
