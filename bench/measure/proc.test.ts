import { describe, expect, it } from '@jest/globals';
import { parseMachine, parseSize, parseStat, withDescendants } from './proc.js';

describe('the reading of /proc', () => {
  it('takes processor time and the parent from a stat line, whatever the name of the process holds', () => {
    const line = '4242 (java (1) x) S 17 4242 4242 0 -1 4194560 9 8 7 6 150 50 30 20 20 0 33 0 555 1000 200';
    expect(parseStat(line)).toEqual({ parent: 17, own: 2, ofEnded: 0.5 });
  });

  it('counts as busy what is neither idle nor waiting for a disk', () => {
    expect(parseMachine('cpu  100 20 30 9999 8888 5 45 777 0 0\ncpu0 1 2 3 4\n')).toBe(2);
  });

  it('takes sizes in KiB, and 0 for a field that is not there', () => {
    const status = 'Name:\tjava\nVmPeak:\t  999 kB\nVmRSS:\t  2048 kB\n';
    expect(parseSize(status, 'VmRSS')).toBe(2_048);
    expect(parseSize(status, 'Pss')).toBe(0);
  });

  it('finds children of children', () => {
    const stat = (parent: number) => ({ parent, own: 0, ofEnded: 0 });
    const stats = new Map([
      [1, stat(0)],
      [5, stat(1)],
      [6, stat(5)],
      [7, stat(6)],
      [8, stat(1)],
    ]);
    expect(withDescendants(5, stats)).toEqual([5, 6, 7]);
    expect(withDescendants(9, stats)).toEqual([9]);
  });
});
