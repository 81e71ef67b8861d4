import { describe, expect, it } from '@jest/globals';
import { figuresOf } from './hand-written.js';

describe('the lines of the hand-written workflows', () => {
  it('become figures with our names', () => {
    const line = {
      workload: 'one-task',
      version: 'SDK',
      variant: 'pullSignal',
      concurrency: 20,
      n: 10,
      perSecond: 40,
      latencyMs: { p50: 200, p95: 200, p99: 300 },
      cpuPer1000: { server: 20, postgres: 2, worker: 18, jobWorker: 5, driver: 5, machine: 90 },
      rssMiB: { server: 150, postgres: 50, worker: 200, driver: 90 },
      events: 11,
      historyBytes: 1_900,
    };
    expect(figuresOf([line])).toEqual([
      {
        engine: 'temporal-hand-written',
        version: 'SDK',
        workload: 'one-task',
        concurrency: 20,
        n: 10,
        perSecond: 40,
        latencyMs: { p50: 200, p95: 200, p99: 300 },
        cpuSecondsPer1000: 40,
        cpuPer1000: { temporal: 20, postgres: 2, worker: 18, jobWorker: 5, load: 5 },
        rssMiB: { temporal: 150, postgres: 50, worker: 200, load: 90 },
        servingMiB: 400,
        history: { events: 11, bytes: 1_900 },
        notes: 'pullSignal; Postgres fsync on, Temporal SQLite WAL, synchronous normal',
      },
    ]);
  });

  it('stand beside our timers', () => {
    const line = { workload: 'idle', n: 5, perSecond: 60, rssAfter: { server: 300 }, kill9ToFirstOneTaskS: 1.8 };
    expect(figuresOf([line])).toMatchObject([
      { workload: 'timers', concurrency: 20, seconds: { restartToFirstOneTask: 1.8 }, servingMiB: 300 },
    ]);
  });

  it('make one measurement of the two starts', () => {
    const starts = [
      { workload: 'startup', fresh: true, ms: { firstOneTask: 1_700 } },
      { workload: 'startup', fresh: false, ms: { firstOneTask: 1_600 } },
    ];
    expect(figuresOf(starts)).toMatchObject([{ workload: 'startup', n: 2, seconds: { cold: 1.7, second: 1.6 } }]);
  });
});
