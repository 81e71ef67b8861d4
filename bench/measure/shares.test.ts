import { describe, expect, it } from '@jest/globals';
import { perThousand, sumOf } from './shares.js';

describe('shares', () => {
  it('are added up, all or those named', () => {
    expect(sumOf({ api: 1, worker: 2, load: 4 })).toBe(7);
    expect(sumOf({ api: 1, worker: 2, load: 4 }, ['api', 'worker', 'gone'])).toBe(3);
  });

  it('are given for 1,000', () => {
    expect(perThousand({ api: 3, worker: 0 }, 200)).toEqual({ api: 15, worker: 0 });
  });
});
