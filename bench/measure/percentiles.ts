import { rounded, type Percentiles } from '../report/figures.js';

/** Percentiles of a sample by nearest rank. @throws Error when it is empty */
export function percentilesOf(sample: readonly number[]): Required<Percentiles> {
  if (sample.length === 0) throw new Error('there is nothing to take percentiles of');
  const sorted = [...sample].sort((a, b) => a - b);
  const rank = (share: number): number => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
  return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
}
