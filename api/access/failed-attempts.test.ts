import { describe, expect, it } from '@jest/globals';
import { createFailedAttempts, type FailedAttempts } from './failed-attempts.js';

const guess = (name: string, secret: string, address = '10.0.0.1') => ({ address, name, secret });
const wrong = () => Promise.resolve(undefined);
const right = () => Promise.resolve('somebody');

const fail = async (attempts: FailedAttempts, times: number, name: string, address?: string): Promise<void> => {
  for (let i = 0; i < times; i += 1) await attempts.judge(guess(name, `${i}`, address), wrong);
};

describe('failed attempts', () => {
  it('are allowed ten times a minute for one name from one address', async () => {
    let now = 0;
    const attempts = createFailedAttempts(() => now);
    await fail(attempts, 10, 'admin');
    await expect(attempts.judge(guess('admin', 'x'), right)).rejects.toThrow(/Try again in 60 s/);
    expect(await attempts.judge(guess('admin', 'x', '10.0.0.2'), right)).toBe('somebody');
    expect(await attempts.judge(guess('petrova', 'x'), right)).toBe('somebody');
    now = 59_500;
    await expect(attempts.judge(guess('admin', 'x'), right)).rejects.toThrow(/Try again in 1 s/);
    now = 60_000;
    expect(await attempts.judge(guess('admin', 'x'), right)).toBe('somebody');
  });

  it('are limited for one address over all names', async () => {
    const attempts = createFailedAttempts(() => 0);
    for (let i = 0; i < 50; i += 1) await attempts.judge(guess(`name-${i}`, 'x'), wrong);
    await expect(attempts.judge(guess('somebody-else', 'x'), right)).rejects.toThrow();
  });

  it('count while they are being judged: side by side there are no more of them', async () => {
    const attempts = createFailedAttempts(() => 0);
    let judged = 0;
    const slow = async (): Promise<undefined> => {
      judged += 1;
      await Promise.resolve();
    };
    const guesses = Array.from({ length: 100 }, (_, i) => attempts.judge(guess('admin', `${i}`), slow));
    const refused = (await Promise.allSettled(guesses)).filter(({ status }) => status === 'rejected');
    expect([judged, refused.length]).toEqual([10, 90]);
  });

  it('are not those that turn out right or cannot be judged, however many at once', async () => {
    const attempts = createFailedAttempts(() => 0);
    const same = Array.from({ length: 100 }, () => attempts.judge(guess('worker', 'x'), right));
    expect(new Set(await Promise.all(same))).toEqual(new Set(['somebody']));
    for (let i = 0; i < 20; i += 1) {
      await expect(attempts.judge(guess('worker', 'x'), () => Promise.reject(new Error('away')))).rejects.toThrow(
        'away',
      );
    }
    expect(await attempts.judge(guess('worker', 'x'), right)).toBe('somebody');
  });

  it('are forgotten when there are too many to remember and their time is over', async () => {
    let now = 0;
    const attempts = createFailedAttempts(() => now);
    for (let i = 0; i < 6_000; i += 1) await fail(attempts, 1, 'name', `address-${i}`);
    now = 61_000;
    await fail(attempts, 10, 'name', 'last');
    expect(await attempts.judge(guess('name', 'x', 'address-1'), right)).toBe('somebody');
  });
});
