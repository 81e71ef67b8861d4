import { describe, expect, it } from '@jest/globals';
import { closedLoop } from './closed-loop.js';

describe('the closed loop', () => {
  it('keeps as many in flight as asked for and measures what ends after the warm-up', async () => {
    let inFlight = 0;
    let most = 0;
    const marks: string[] = [];
    const one = async (): Promise<void> => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
    };
    const result = await closedLoop({
      concurrency: 4,
      warmUp: 10,
      count: 30,
      seconds: 60,
      one,
      mark: (moment) => marks.push(moment),
    });
    expect(most).toBe(4);
    expect(result.count).toBe(30);
    expect(result.latencies).toHaveLength(30);
    expect(marks).toEqual(['begin', 'end']);
  });

  it('ends early when its time is up', async () => {
    const one = () => new Promise<void>((resolve) => setImmediate(resolve));
    const result = await closedLoop({
      concurrency: 1,
      warmUp: 0,
      count: Number.MAX_SAFE_INTEGER,
      seconds: 0.02,
      one,
      mark: () => undefined,
    });
    expect(result.count).toBeGreaterThan(0);
    expect(result.seconds).toBeLessThan(5);
  });
});
