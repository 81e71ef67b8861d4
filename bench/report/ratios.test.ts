import { describe, expect, it } from '@jest/globals';
import type { Figures, Percentiles } from './figures.js';
import { ratiosOf, ratioTable } from './ratios.js';

const all = (value: number): Percentiles => ({ p50: value, p95: value, p99: value });
const figures = (engine: string, more: Partial<Figures>): Figures => ({
  engine,
  version: '1',
  workload: 'one-task',
  n: 10,
  ...more,
});
const short = (ours: Partial<Figures>, theirs: Partial<Figures>) =>
  ratiosOf([figures('ours', ours)], [figures('peer', theirs)]).map(({ figure, ratio }) => [figure, ratio]);

describe('the ratios', () => {
  it('divide ours by theirs, figure by figure', () => {
    const ours = { concurrency: 1, perSecond: 50, latencyMs: all(10), cpuSecondsPer1000: 20 };
    const theirs = { concurrency: 1, perSecond: 40, latencyMs: all(20), cpuSecondsPer1000: 16 };
    expect(ratiosOf([figures('ours', ours)], [figures('peer', theirs)])).toEqual([
      {
        workload: 'one-task',
        concurrency: 1,
        figure: 'a second',
        better: 'more',
        engines: ['ours', 'peer'],
        ours: 50,
        theirs: 40,
        ratio: 1.25,
      },
      expect.objectContaining({ figure: 'start to end, p50 ms', better: 'less', ratio: 0.5 }),
      expect.objectContaining({ figure: 'CPU seconds per 1,000', better: 'less', ratio: 1.25 }),
    ]);
  });

  it('leave out what one of the two did not measure', () => {
    expect(short({ concurrency: 1, perSecond: 5 }, { concurrency: 20, perSecond: 5 })).toEqual([]);
    expect(short({ perSecond: 5, cpuSecondsPer1000: 3 }, { perSecond: 0, servingMiB: 9 })).toEqual([]);
  });

  it('leave out the time of an instance where many are in flight', () => {
    const many = { concurrency: 20, perSecond: 5, latencyMs: all(1) };
    expect(short(many, many)).toEqual([['a second', 1]]);
  });

  it('name stretches and seconds in words', () => {
    const ours = { stretchesMs: { completeCall: all(5) }, seconds: { restartToFirstOneTask: 3, other: 1 } };
    const theirs = { stretchesMs: { completeCall: all(10) }, seconds: { restartToFirstOneTask: 12, other: 4 } };
    expect(short(ours, theirs)).toEqual([
      ['completion call, p50 ms', 0.5],
      ['restart to first one-task, s', 0.25],
      ['other, s', 0.25],
    ]);
  });
});

describe('the table of ratios', () => {
  it('has a row for each figure, numbers set right', () => {
    const ours = [
      figures('ours', { concurrency: 1, perSecond: 5 }),
      figures('ours', { concurrency: 100, perSecond: 250 }),
    ];
    const theirs = [
      figures('peer', { concurrency: 1, perSecond: 10 }),
      figures('peer', { concurrency: 100, perSecond: 1000 }),
    ];
    expect(ratioTable(ratiosOf(ours, theirs)).split('\n')).toEqual([
      'workload  in flight  figure    ours  peer  ratio  better',
      'one-task          1  a second     5    10    0.5  more',
      'one-task        100  a second   250  1000   0.25  more',
    ]);
  });

  it('says when there is nothing to compare', () => {
    expect(ratioTable([])).toBe('nothing to compare');
  });
});
