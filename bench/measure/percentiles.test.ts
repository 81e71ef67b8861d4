import { describe, expect, it } from '@jest/globals';
import { percentilesOf } from './percentiles.js';

describe('percentiles', () => {
  it('are values of the sample by nearest rank, whatever its order', () => {
    const sample = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentilesOf(sample)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('of one value are that value', () => {
    expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7, max: 7 });
  });

  it('of nothing are an error', () => {
    expect(() => percentilesOf([])).toThrow('nothing');
  });
});
