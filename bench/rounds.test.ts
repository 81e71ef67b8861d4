import { describe, expect, it } from '@jest/globals';
import type { Figures } from './report/figures.js';
import { byTurns } from './rounds.js';

const named = { engine: 'e', version: '1', workload: 'w', n: 1 };
const throughput = (concurrency: number, perSecond: number): Figures => ({ ...named, concurrency, perSecond });

describe('several rounds', () => {
  it('are taken by turns and keep the best of each case', async () => {
    const order: string[] = [];
    const rounds = [
      [throughput(1, 5), throughput(20, 40)],
      [throughput(1, 7), throughput(20, 30)],
    ];
    const [ours, theirs] = await byTurns(2, [
      (round) => {
        order.push(`ours ${round}`);
        return Promise.resolve(rounds[round - 1] ?? []);
      },
      (round) => {
        order.push(`theirs ${round}`);
        return Promise.resolve([throughput(1, order.length)]);
      },
    ]);
    expect(order).toEqual(['ours 1', 'theirs 1', 'ours 2', 'theirs 2']);
    expect(ours?.map(({ perSecond }) => perSecond)).toEqual([7, 40]);
    expect(theirs?.map(({ perSecond }) => perSecond)).toEqual([4]);
  });

  it('take the shorter durations where there is no throughput', async () => {
    const probe = (p99: number): Figures => ({ ...named, probeMs: { p50: 1, p95: 1, p99, max: p99 } });
    const call = (p50: number): Figures => ({ ...named, stretchesMs: { call: { p50, p95: p50, p99: p50, max: p50 } } });
    const [best] = await byTurns(2, [(round) => Promise.resolve([probe(round * 10), call(30 - round * 10)])]);
    expect(best?.[0]?.probeMs?.p99).toBe(10);
    expect(best?.[1]?.stretchesMs?.['call']?.p50).toBe(10);
  });
});
