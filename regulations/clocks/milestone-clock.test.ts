import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { workingCalendar } from '../calendar/calendar.js';
import { anyCalendar, anyInstant, moscow } from '../test-support/calendars.js';
import { milestoneClock, type MilestoneMark } from './milestone-clock.js';

const at = (text: string): number => Date.parse(text);
const calendar = workingCalendar(moscow);
const filed: MilestoneMark = { kind: 'milestoneStart', at: at('2025-06-11T17:30+03:00') };
const answered: MilestoneMark = { kind: 'milestoneMet', at: at('2025-06-16T09:15+03:00') };

describe('the clock of a milestone', () => {
  it('waits until the milestone starts', () => {
    const clock = milestoneClock(calendar, [answered], at('2025-06-16T10:00+03:00'), 60);
    expect(clock).toMatchObject({ state: 'waiting', usedMinutes: 0, remainingMinutes: 60, breached: false });
    expect(clock.due).toBeUndefined();
  });

  it('measures working time alone, without a term where there is no target', () => {
    const clock = milestoneClock(calendar, [filed, answered], at('2025-07-01T00:00Z'));
    expect(clock).toMatchObject({ state: 'met', usedMinutes: 45, breached: false, open: false });
    expect(clock.segments).toHaveLength(2);
    expect(clock).not.toHaveProperty('due');
    expect(clock).not.toHaveProperty('remainingMinutes');
  });

  it('has a due instant and a rest where there is a target, and is breached after it', () => {
    const reading = (now: string) => milestoneClock(calendar, [filed], at(now), 40);
    expect(reading('2025-06-16T09:05+03:00')).toMatchObject({
      state: 'running',
      open: true,
      usedMinutes: 35,
      remainingMinutes: 5,
      due: at('2025-06-16T09:10+03:00'),
      breached: false,
    });
    expect(reading('2025-06-16T09:20+03:00')).toMatchObject({ remainingMinutes: -10, breached: true });
  });

  it('stands where the milestone was first met', () => {
    const later: MilestoneMark = { kind: 'milestoneMet', at: at('2025-06-17T12:00+03:00') };
    const again: MilestoneMark = { kind: 'milestoneStart', at: at('2025-06-17T11:00+03:00') };
    expect(milestoneClock(calendar, [filed, answered, again, later], at('2025-06-18T12:00+03:00')).usedMinutes).toBe(
      45,
    );
  });

  it('is due exactly when the target is used up, in any calendar', () => {
    fc.assert(
      fc.property(
        anyCalendar.map(workingCalendar),
        anyInstant,
        fc.integer({ min: 1, max: 5_000 }),
        (any, from, target) => {
          const start: MilestoneMark = { kind: 'milestoneStart', at: from };
          const { due } = milestoneClock(any, [start], from, target);
          const reading = milestoneClock(any, [start], due!, target);
          expect(reading.usedMinutes).toBe(target);
          expect(reading.breached).toBe(false);
          expect(milestoneClock(any, [start], due! + 60_000, target).breached).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
