import { describe, expect, it } from '@jest/globals';
import { createSilence } from './silence.js';

const setUp = () => {
  const seen = { busy: true, probes: 0, abandoned: 0, cuts: 0 };
  let answer = (): void => undefined;
  const silence = createSilence({
    busy: () => seen.busy,
    probe: () => {
      seen.probes += 1;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      return { answered, abandon: () => void (seen.abandoned += 1) };
    },
    cut: () => void (seen.cuts += 1),
  });
  const tick = (times: number): void => {
    for (let count = 0; count < times; count += 1) silence.tick();
  };
  const say = async (): Promise<void> => {
    answer();
    await Promise.resolve();
  };
  return { silence, seen, tick, say };
};

describe('silence of the database', () => {
  it('is not looked for while nobody waits', () => {
    const { seen, tick } = setUp();
    seen.busy = false;
    tick(20);
    expect(seen.probes).toBe(0);
  });

  it('is noticed after five ticks without an answer, and what waits is cut once', () => {
    const { silence, seen, tick } = setUp();
    tick(5);
    expect([silence.fell, seen.cuts]).toEqual([false, 0]);
    tick(1);
    expect([silence.fell, seen.cuts]).toEqual([true, 1]);
    tick(20);
    expect(seen.cuts).toBe(1);
  });

  it('is asked about once in two ticks while it lasts, one question at a time', () => {
    const { seen, tick } = setUp();
    tick(6);
    const before = seen.probes;
    tick(10);
    expect(seen.probes - before).toBe(5);
    expect(seen.probes - seen.abandoned).toBe(1);
  });

  it('ends with the first answer', async () => {
    const { silence, tick, say } = setUp();
    tick(6);
    await say();
    expect(silence.fell).toBe(false);
  });

  it('is none while answers come', async () => {
    const { silence, seen, tick, say } = setUp();
    for (let count = 0; count < 10; count += 1) {
      tick(4);
      await say();
    }
    expect([silence.fell, seen.cuts]).toEqual([false, 0]);
  });
});
