import { describe, expect, it } from '@jest/globals';
import { createFailedAttempts, type FailedAttempts } from './failed-attempts.js';

const guess = (name: string, secret: string, address = '10.0.0.1') => ({ address, name, secret });
const wrong = () => Promise.resolve(undefined);
const right = () => Promise.resolve('somebody');

const fail = async (attempts: FailedAttempts, times: number, name: string, address?: string): Promise<void> => {
  for (let i = 0; i < times; i += 1) await attempts.judge(guess(name, `${i}`, address), wrong);
};

/** Attempts whose pauses are counted and end when told. */
const paused = (now: () => number = () => 0) => {
  const pauses: (() => void)[] = [];
  const attempts = createFailedAttempts(now, () => new Promise<void>((end) => pauses.push(end)));
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };
  return { attempts, pauses, settle };
};

describe('failed attempts', () => {
  it('are free ten times a minute for one name from one address, then wait before they are judged', async () => {
    let now = 0;
    const { attempts, pauses, settle } = paused(() => now);
    await fail(attempts, 10, 'admin');
    expect(pauses).toHaveLength(0);
    const late = attempts.judge(guess('admin', 'x'), right);
    await settle();
    expect(pauses).toHaveLength(1);
    expect(await attempts.judge(guess('admin', 'x', '10.0.0.2'), right)).toBe('somebody');
    expect(await attempts.judge(guess('petrova', 'x'), right)).toBe('somebody');
    pauses[0]?.();
    expect(await late).toBe('somebody');
    now = 60_000;
    expect(await attempts.judge(guess('admin', 'x'), right)).toBe('somebody');
    expect(pauses).toHaveLength(1);
  });

  it('wait one behind the other, ten at most', async () => {
    const { attempts, pauses, settle } = paused();
    await fail(attempts, 10, 'admin');
    const judged: number[] = [];
    const waiting = Array.from({ length: 10 }, (_, i) =>
      attempts.judge(guess('admin', `late ${i}`), () => {
        judged.push(i);
        return wrong();
      }),
    );
    await expect(attempts.judge(guess('admin', 'x'), right)).rejects.toThrow(/Try again in 10 s/);
    for (let i = 0; i < 10; i += 1) {
      await settle();
      expect(pauses).toHaveLength(i + 1);
      pauses[i]?.();
    }
    await Promise.all(waiting);
    expect(judged).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('never refuse the right password of somebody else behind the same address, but judge one at a time', async () => {
    const attempts = createFailedAttempts(() => 0);
    for (let i = 0; i < 200; i += 1) await attempts.judge(guess(`name-${i}`, 'x'), wrong);
    let atOnce = 0;
    let most = 0;
    const slow = async (): Promise<string> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return 'somebody';
    };
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => attempts.judge(guess(`person-${i}`, 'x'), slow)),
    );
    expect([new Set(all), most]).toEqual([new Set(['somebody']), 1]);
  });

  it('count while they are being judged: side by side there are no more of them', async () => {
    const { attempts, settle } = paused();
    let judged = 0;
    const slow = async (): Promise<undefined> => {
      judged += 1;
      await Promise.resolve();
    };
    const guesses = Array.from({ length: 100 }, (_, i) => attempts.judge(guess('admin', `${i}`), slow));
    const outcomes = guesses.map((one) =>
      one.then(
        () => 'judged',
        () => 'refused',
      ),
    );
    await settle();
    expect(judged).toBe(10);
    const refused = await Promise.all(outcomes.slice(20));
    expect(new Set(refused)).toEqual(new Set(['refused']));
  });

  it('are not those that turn out right or cannot be judged, however many at once', async () => {
    const { attempts, pauses } = paused();
    const same = Array.from({ length: 100 }, () => attempts.judge(guess('worker', 'x'), right));
    expect(new Set(await Promise.all(same))).toEqual(new Set(['somebody']));
    for (let i = 0; i < 20; i += 1) {
      await expect(attempts.judge(guess('worker', 'x'), () => Promise.reject(new Error('away')))).rejects.toThrow(
        'away',
      );
    }
    expect(await attempts.judge(guess('worker', 'x'), right)).toBe('somebody');
    expect(pauses).toHaveLength(0);
  });

  it('are forgotten when there are too many to remember and their time is over', async () => {
    let now = 0;
    const { attempts, pauses } = paused(() => now);
    for (let i = 0; i < 6_000; i += 1) await fail(attempts, 1, 'name', `address-${i}`);
    now = 61_000;
    await fail(attempts, 10, 'name', 'last');
    expect(await attempts.judge(guess('name', 'x', 'address-1'), right)).toBe('somebody');
    expect(pauses).toHaveLength(0);
  });
});
