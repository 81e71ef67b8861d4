import { describe, expect, it } from '@jest/globals';
import { absoluteTime, exactTime, relativeTime } from './format.js';

const now = new Date('2026-03-02T12:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);

describe('relative time', () => {
  it('is said in the largest whole unit', () => {
    expect(relativeTime(ago(5 * 60_000), now, 'en')).toBe('5 min. ago');
    expect(relativeTime(ago(3 * 3_600_000 + 1), now, 'en')).toBe('3 hr. ago');
    expect(relativeTime(new Date(now.getTime() + 2 * 86_400_000), now, 'en')).toBe('in 2 days');
  });

  it('is now for less than a minute', () => {
    expect(relativeTime(ago(20_000), now, 'en')).toBe('now');
    expect(relativeTime(ago(20_000), now, 'ru')).toBe('сейчас');
  });

  it('speaks Russian', () => {
    expect(relativeTime(ago(5 * 60_000), now, 'ru')).toBe('5 мин. назад');
    expect(relativeTime(ago(86_400_000), now, 'ru')).toBe('вчера');
  });
});

describe('absolute time', () => {
  it('stands in the zone asked for, with the year only when it is another', () => {
    expect(absoluteTime(new Date('2026-03-01T21:30:00Z'), now, 'ru', 'Europe/Moscow')).toBe('2 мар., 00:30');
    expect(absoluteTime(new Date('2025-03-01T09:30:00Z'), now, 'en', 'Europe/Moscow')).toContain('2025');
  });

  it('says the zone where it is exact', () => {
    expect(exactTime(new Date('2026-03-01T21:30:05Z'), 'en', 'Europe/Moscow')).toMatch(/00:30:05 .*(GMT\+3|MSK)/);
  });
});
