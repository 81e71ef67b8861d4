import { describe, expect, it } from '@jest/globals';
import { figuresOf, parseLines, startupOf, withRestart, type DriverLine } from './operaton-lines.js';

const named = { version: '1.0.3', concurrency: 20, n: 300 };
const latencyMs = { p50: 177, p95: 237, p99: 267 };

describe('the lines of the driver', () => {
  it('are found between what else is printed, and must be there', () => {
    expect(parseLines(['a warning', '{"workload":"ticket","n":3}', ''])).toEqual([{ workload: 'ticket', n: 3 }]);
    expect(() => parseLines(['Exception in thread main'])).toThrow('Exception in thread main');
  });

  it('become figures with our names', () => {
    const line: DriverLine = {
      ...named,
      workload: 'one-task',
      perSecond: 112.64,
      latencyMs,
      cpuSecondsPer1000: 17.12,
      cpuSplitPer1000: { jvm: 11, postgres: 6.12 },
      rssMiB: { server: 645, postgresPss: 153, driver: 90 },
      walBytesPerInstance: 28_067,
      dbBytesPerInstance: 10_494,
      cores: { others: -0.01 },
      notes: 'warm-up 300',
    };
    expect(figuresOf('one-task', line)).toEqual({
      engine: 'operaton',
      version: '1.0.3',
      workload: 'one-task',
      concurrency: 20,
      n: 300,
      perSecond: 113,
      latencyMs,
      cpuSecondsPer1000: 17.1,
      cpuPer1000: { jvm: 11, postgres: 6.12 },
      rssMiB: { jvm: 645, postgres: 153, load: 90 },
      servingMiB: 798,
      bytesPerInstance: { postgresLog: 28_067, postgresFiles: 10_494 },
      coresOfOthers: 0,
      notes: 'warm-up 300; PostgreSQL fsync on, synchronous_commit on',
    });
  });

  it('of a user task are stretches', () => {
    const line = { ...named, workload: 'user-task', startToTaskVisibleMs: latencyMs, completeCallMs: latencyMs };
    expect(figuresOf('user-task', line).stretchesMs).toEqual({ startToVisible: latencyMs, completeCall: latencyMs });
  });

  it('of created instances measure the start call; the restart comes on top when none is lost', () => {
    const created = figuresOf('timers', { ...named, workload: 'idle', perSecond: 170, latencyMs });
    expect(created.latencyMs).toBeUndefined();
    expect(created.stretchesMs).toEqual({ startCall: latencyMs });
    const restart = { ...named, workload: 'idle', secondsToFirstInstance: 12.26 };
    expect(withRestart(created, { ...restart, idleInstancesAfterKill: 300 }).seconds).toEqual({
      restartToFirstOneTask: 12.3,
    });
    expect(() => withRestart(created, { ...restart, idleInstancesAfterKill: 299 })).toThrow('299 are there');
  });

  it('of two starts become one measurement', () => {
    const start = (secondsToFirstInstance: number) => ({ ...named, workload: 'startup', secondsToFirstInstance });
    expect(startupOf(start(13.75), start(11.29))).toMatchObject({ n: 2, seconds: { cold: 13.8, second: 11.3 } });
  });
});
