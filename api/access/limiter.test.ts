import { describe, expect, it } from '@jest/globals';
import { createLimiter } from './limiter.js';

describe('turns', () => {
  it('come one after the other, and to no more than may wait', async () => {
    const limited = createLimiter(2, 3);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (n: number) =>
      limited(() => {
        begun.push(n);
        return new Promise<number>((resolve) => ends.push(() => resolve(n)));
      });
    const all = [1, 2, 3, 4, 5].map(work);
    expect(begun).toEqual([1, 2]);
    await expect(work(6)).rejects.toMatchObject({ slug: 'overloaded' });
    ends[1]!();
    expect(await all[1]).toBe(2);
    expect(begun).toEqual([1, 2, 3]);
    ends[0]!();
    await all[0];
    ends[2]!();
    await all[2];
    ends[3]!();
    ends[4]!();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5]);
  });

  it('pass on when work fails', async () => {
    const limited = createLimiter(1, 1);
    const [failed, done] = await Promise.allSettled([
      limited(() => Promise.reject(new Error('no'))),
      limited(() => Promise.resolve('yes')),
    ]);
    expect([failed.status, done]).toEqual(['rejected', { status: 'fulfilled', value: 'yes' }]);
  });
});
