import { describe, expect, it } from '@jest/globals';
import type { Figures } from '../report/figures.js';
import { comparisons, historyComparison } from './compare.js';
import { figuresOf } from './hand-written.js';

const ours: Figures = {
  engine: 'reglament',
  version: '1',
  workload: 'one-task',
  concurrency: 20,
  n: 10,
  perSecond: 50,
  latencyMs: { p50: 100, p95: 200, p99: 300 },
  cpuSecondsPer1000: 20,
  cpuPer1000: { temporal: 10, api: 10, load: 5 },
  history: { events: 7, workflowTasks: 1, bytes: 1_000 },
};

const line = {
  workload: 'one-task',
  version: 'SDK',
  variant: 'pullSignal',
  concurrency: 20,
  n: 10,
  perSecond: 40,
  latencyMs: { p50: 200, p95: 200, p99: 300 },
  cpuPer1000: { server: 20, postgres: 2, worker: 18, jobWorker: 5, driver: 5, machine: 90 },
};

describe('the comparison with what runs beside', () => {
  it('divides ours by theirs where both were measured', () => {
    expect(comparisons([ours], figuresOf([line]))).toEqual([
      {
        workload: 'one-task',
        concurrency: 20,
        compared: 'reglament',
        with: 'temporal-hand-written',
        ratios: { perSecond: 1.25, 'latency p50': 0.5, 'latency p95': 1, 'cpu serving': 0.5, 'cpu of all': 0.5 },
      },
    ]);
  });

  it('leaves out what nothing stands beside', () => {
    expect(comparisons([ours], figuresOf([{ ...line, concurrency: 100 }]))).toEqual([]);
  });

  it('sets what the history holds beside the hand-written row', () => {
    expect(historyComparison(ours)[0]?.ratios).toEqual({ events: 0.636, workflowTasks: 0.5 });
    expect(historyComparison({ ...ours, workload: 'ticket' })).toEqual([]);
  });

  it('makes one measurement of the two starts', () => {
    const starts = [
      { workload: 'startup', fresh: true, ms: { firstOneTask: 1_700 } },
      { workload: 'startup', fresh: false, ms: { firstOneTask: 1_600 } },
    ];
    expect(figuresOf(starts)).toMatchObject([{ workload: 'startup', n: 2, seconds: { cold: 1.7, second: 1.6 } }]);
  });
});
