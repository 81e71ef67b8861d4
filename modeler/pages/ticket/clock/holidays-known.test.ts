import { describe, expect, it } from '@jest/globals';
import type { TicketClock } from './clock-reading.js';
import { uncertainTime } from './holidays-known.js';

const clock: TicketClock = {
  milestone: 'reaction',
  label: 'Reaction',
  state: 'running',
  calendar: 'support',
  zone: 'Europe/Moscow',
  open: true,
  nextChange: '2026-12-31T15:00:00.000Z',
  startedAt: '2026-12-31T11:30:00.000Z',
  metAt: null,
  usedMinutes: 30,
  targetMinutes: 60,
  remainingMinutes: 30,
  dueAt: '2026-12-31T20:59:00.000Z',
  breached: false,
  certainty: 'unknown',
  publishedUntil: '2026-12-31',
  segments: [],
};
const READ_AT = '2026-12-31T12:00:00.000Z';

describe('the time whose holidays are not published', () => {
  it('lies after the published one where the clock reaches beyond its last date in its zone', () => {
    expect(uncertainTime({ ...clock, dueAt: '2026-12-31T21:00:00.000Z' }, READ_AT)).toBe('after');
    expect(uncertainTime({ ...clock, nextChange: '2027-01-11T06:00:00.000Z' }, READ_AT)).toBe('after');
    expect(uncertainTime({ ...clock, dueAt: null }, '2027-02-01T12:00:00.000Z')).toBe('after');
    expect(uncertainTime({ ...clock, startedAt: null, dueAt: null, state: 'waiting' }, '2027-02-01T12:00Z')).toBe(
      'after',
    );
  });

  it('lies before it where the clock ends in published time', () => {
    expect(uncertainTime({ ...clock, startedAt: '2023-12-29T12:00:00.000Z' }, READ_AT)).toBe('before');
    const met = {
      ...clock,
      state: 'met',
      metAt: '2024-01-10T12:00:00.000Z',
      dueAt: '2024-01-11T12:00:00.000Z',
    } as const;
    expect(uncertainTime({ ...met, nextChange: '2028-01-11T06:00:00.000Z' }, '2028-01-10T12:00:00.000Z')).toBe(
      'before',
    );
  });

  it('is all time where nothing is published', () => {
    expect(uncertainTime({ ...clock, publishedUntil: null }, READ_AT)).toBe('always');
  });
});
