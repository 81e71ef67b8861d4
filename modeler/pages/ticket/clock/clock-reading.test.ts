import { describe, expect, it } from '@jest/globals';
import { clockFace, leadingClock, readClock, type TicketClock } from './clock-reading.js';

const READ_AT = '2026-03-02T12:00:00.000Z';
const MINUTE = 60_000;

const clock = (more: Partial<TicketClock> = {}): TicketClock => ({
  milestone: 'reaction',
  label: 'Reaction',
  state: 'running',
  calendar: 'support',
  zone: 'Europe/Moscow',
  open: true,
  nextChange: '2026-03-02T15:00:00.000Z',
  startedAt: '2026-03-02T11:30:00.000Z',
  metAt: null,
  usedMinutes: 30,
  targetMinutes: 60,
  remainingMinutes: 30,
  dueAt: '2026-03-02T12:30:00.000Z',
  breached: false,
  certainty: 'published',
  publishedUntil: null,
  segments: [],
  ...more,
});

describe('a clock after it was read', () => {
  it('moves with the time that has gone by', () => {
    expect(readClock(clock(), READ_AT, 10 * MINUTE)).toEqual({
      used: 40 * MINUTE,
      remaining: 20 * MINUTE,
      moving: true,
      outdated: false,
    });
  });

  it('goes below zero when the term has been exceeded', () => {
    expect(readClock(clock(), READ_AT, 45 * MINUTE).remaining).toBe(-15 * MINUTE);
  });

  it('stops where working time ends, and says that it is outdated', () => {
    const late = readClock(clock({ nextChange: '2026-03-02T12:05:00.000Z' }), READ_AT, 20 * MINUTE);
    expect(late).toEqual({ used: 35 * MINUTE, remaining: 25 * MINUTE, moving: false, outdated: true });
  });

  it('stands still outside working time and goes on when it begins', () => {
    const closed = clock({ open: false, nextChange: '2026-03-02T12:05:00.000Z' });
    expect(readClock(closed, READ_AT, 3 * MINUTE)).toMatchObject({ used: 30 * MINUTE, moving: false, outdated: false });
    expect(readClock(closed, READ_AT, 8 * MINUTE)).toMatchObject({ used: 33 * MINUTE, moving: true, outdated: true });
  });

  it('only measures where there is no term', () => {
    const reading = readClock(clock({ targetMinutes: null, remainingMinutes: null }), READ_AT, MINUTE);
    expect(reading).toMatchObject({ used: 31 * MINUTE, remaining: undefined });
  });

  it('stands for good once it was met', () => {
    const met = readClock(clock({ state: 'met' }), READ_AT, 600 * MINUTE);
    expect(met).toMatchObject({ used: 30 * MINUTE, remaining: 30 * MINUTE, moving: false, outdated: false });
  });
});

describe('the face of a clock', () => {
  it('has hours, minutes and seconds', () => {
    expect(clockFace(0)).toBe('0:00:00');
    expect(clockFace(12 * 60 * MINUTE + 5 * MINUTE + 9_900)).toBe('12:05:09');
  });

  it('has a minus before what was exceeded', () => {
    expect(clockFace(-90_000)).toBe('−0:01:30');
    expect(clockFace(-400)).toBe('0:00:00');
  });
});

describe('the leading clock', () => {
  it('is the running one with the nearest term', () => {
    const met = clock({ milestone: 'met', state: 'met', remainingMinutes: 1 });
    const far = clock({ milestone: 'far', remainingMinutes: 90 });
    const near = clock({ milestone: 'near', remainingMinutes: 5 });
    const endless = clock({ milestone: 'endless', remainingMinutes: null });
    expect(leadingClock([met, endless, far, near])?.milestone).toBe('near');
    expect(leadingClock([])).toBeUndefined();
  });
});
