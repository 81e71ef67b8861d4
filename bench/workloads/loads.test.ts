import { describe, expect, it } from '@jest/globals';
import { loadsOf } from './loads.js';

describe('the loads', () => {
  it('are the workload’s own', () => {
    expect(loadsOf('fan-out', { instances: undefined, seconds: 1 })).toEqual([
      { concurrency: 1, warmUp: 5, count: 20 },
    ]);
  });

  it('are as large as asked for, with a warm-up that is no longer', () => {
    const counts = loadsOf('one-task', { instances: 60, seconds: 1 }).map(({ warmUp, count }) => [warmUp, count]);
    expect(counts).toEqual([
      [60, 60],
      [60, 60],
      [50, 60],
    ]);
  });
});
