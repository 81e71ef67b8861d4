import type { Instant } from '../../bpmn/index.js';
import type { Certainty, Interval, WorkingCalendar } from '../calendar/calendar.js';
import { certaintyBetween } from '../calendar/certainty.js';
import { addWorkingTime, isOpen, nextChange, workingSegments } from '../calendar/working-time.js';

/** What happened to a milestone, in order. */
export interface MilestoneMark {
  readonly kind: 'milestoneStart' | 'milestoneMet';
  readonly at: Instant;
}

/** Where the clock of a milestone stands. Everything follows from the marks, the calendar and the target. */
export interface MilestoneClock {
  readonly state: 'waiting' | 'running' | 'met';
  /** Working time now. */
  readonly open: boolean;
  readonly nextChange?: Instant;
  readonly startedAt?: Instant;
  readonly metAt?: Instant;
  /** Working minutes from start to now, or to when it was met. */
  readonly usedMinutes: number;
  readonly targetMinutes?: number;
  /** Negative when exceeded. */
  readonly remainingMinutes?: number;
  readonly due?: Instant;
  readonly breached: boolean;
  readonly segments: readonly Interval[];
  /** How well the holidays are known of all the time that the reading speaks of: its beginning to its due instant. */
  readonly certainty: Certainty;
}

/**
 * Computes a milestone's clock. It runs from its first start to the first time it is met after that; later
 * marks change nothing. Without a target it only measures.
 * @param now instant of the reading, by the product's clock
 */
export function milestoneClock(
  calendar: WorkingCalendar,
  marks: readonly MilestoneMark[],
  now: Instant,
  targetMinutes?: number,
): MilestoneClock {
  const change = nextChange(calendar, now);
  const here = { open: isOpen(calendar, now), ...(change === undefined ? {} : { nextChange: change }) };
  const target = targetMinutes === undefined ? {} : { targetMinutes, remainingMinutes: targetMinutes };
  const started = marks.findIndex(({ kind }) => kind === 'milestoneStart');
  const startedAt = marks[started]?.at;
  if (startedAt === undefined) {
    return {
      ...here,
      ...target,
      state: 'waiting',
      usedMinutes: 0,
      breached: false,
      segments: [],
      certainty: certaintyBetween(calendar, now, now),
    };
  }
  const metAt = marks.slice(started).find(({ kind }) => kind === 'milestoneMet')?.at;
  const segments = workingSegments(calendar, startedAt, metAt ?? now);
  const usedMinutes = segments.reduce((sum, { from, to }) => sum + to - from, 0) / 60_000;
  const due = targetMinutes === undefined ? undefined : addWorkingTime(calendar, startedAt, targetMinutes);
  return {
    ...here,
    state: metAt === undefined ? 'running' : 'met',
    startedAt,
    ...(metAt === undefined ? {} : { metAt }),
    usedMinutes,
    ...(targetMinutes === undefined ? {} : { targetMinutes, remainingMinutes: targetMinutes - usedMinutes }),
    ...(due === undefined ? {} : { due }),
    breached: due !== undefined && (metAt ?? now) > due,
    segments,
    certainty: certaintyBetween(calendar, startedAt, Math.max(due ?? 0, metAt ?? Math.max(now, change ?? 0))),
  };
}
