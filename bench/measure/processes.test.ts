import { describe, expect, it } from '@jest/globals';
import { cpuBetween, cpuSnapshot, memoryOf } from './processes.js';

const own = { self: { pid: process.pid, withDescendants: false } };

describe('the measuring of processes', () => {
  it('reads processor time and memory of this process', () => {
    const before = cpuSnapshot(own);
    const until = performance.now() + 60;
    while (performance.now() < until) Math.hypot(3, 4);
    const spent = cpuBetween(before, cpuSnapshot(own));
    expect(spent.seconds).toBeGreaterThan(0.05);
    expect(spent.byGroup['self']).toBeGreaterThan(0);
    expect(memoryOf(own)['self']).toBeGreaterThan(10);
  });

  it('counts a process that is gone as nothing', () => {
    const gone = { gone: { pid: 2 ** 22 + 1, withDescendants: true } };
    expect(cpuSnapshot(gone).byGroup).toEqual({ gone: 0 });
    expect(memoryOf(gone)).toEqual({ gone: 0 });
  });

  it('says how many cores others kept busy', () => {
    const spent = cpuBetween({ at: 0, byGroup: { a: 1 }, machine: 10 }, { at: 2_000, byGroup: { a: 2 }, machine: 14 });
    expect(spent).toEqual({ seconds: 2, byGroup: { a: 1 }, coresOfOthers: 1.5 });
  });
});
