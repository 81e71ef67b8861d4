import { describe, expect, it } from '@jest/globals';
import type { Figures } from './report/figures.js';
import { bestOf } from './rounds.js';

const figures = (concurrency: number, perSecond: number): Figures => ({
  engine: 'e',
  version: '1',
  workload: 'w',
  concurrency,
  n: 1,
  perSecond,
});

describe('several rounds', () => {
  it('keep the best of each case and take turns', async () => {
    const order: string[] = [];
    const rounds = [
      [figures(1, 5), figures(20, 40)],
      [figures(1, 7), figures(20, 30)],
    ];
    const { ours, theirs } = await bestOf(
      2,
      () => {
        order.push('ours');
        return Promise.resolve(rounds.shift() ?? []);
      },
      () => {
        order.push('theirs');
        return Promise.resolve([figures(1, order.length)]);
      },
    );
    expect(order).toEqual(['ours', 'theirs', 'ours', 'theirs']);
    expect(ours.map(({ perSecond }) => perSecond)).toEqual([7, 40]);
    expect(theirs.map(({ perSecond }) => perSecond)).toEqual([4]);
  });
});
