import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../bpmn/index.js';

/** A local date as people write it: `2025-11-01`. */
export type LocalDate = string;

/** A local date as a number: days since 1970-01-01. */
export type LocalDay = number;

const DAY = 86_400_000;
const MINUTE = 60_000;

/** @throws RangeError for a text that is no date */
export function dayOf(date: LocalDate): LocalDay {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  if (!Number.isInteger(day)) throw new RangeError(`${date} is no date`);
  return day;
}

export const dateOf = (day: LocalDay): LocalDate => new Date(day * DAY).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday. */
export const dayOfWeek = (day: LocalDay): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** What the wall clock shows, in milliseconds since 1970-01-01 on the wall. */
const wallOf = (instant: Instant, zone: string): number =>
  instant + Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;

/** The local day of an instant in a zone. */
export const localDay = (instant: Instant, zone: string): LocalDay => Math.floor(wallOf(instant, zone) / DAY);

/** The wall clock of an instant in a zone, in minutes since midnight. */
export function minuteOfDay(instant: Instant, zone: string): number {
  const wall = wallOf(instant, zone);
  return (wall - Math.floor(wall / DAY) * DAY) / MINUTE;
}

/** By the rules of the zone, however its clocks change that day. */
function exactInstant(day: LocalDay, minute: number, zone: string): Instant {
  const wall = Temporal.PlainDateTime.from(new Date(day * DAY + minute * MINUTE).toISOString().replace('Z', ''));
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  return zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? zoned.epochMilliseconds;
}

/** Midnights by zone and day: looking one up is dear. */
const midnights = new Map<string, Instant>();
const MIDNIGHTS_KEPT = 20_000;

function midnight(day: LocalDay, zone: string): Instant {
  const key = `${zone} ${day}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  const found = exactInstant(day, 0, zone);
  midnights.set(key, found);
  if (midnights.size > MIDNIGHTS_KEPT) midnights.delete(midnights.keys().next().value!);
  return found;
}

/**
 * When a wall clock shows a time (in minutes since midnight; 1440 is the next midnight). A time that the clock shows
 * twice is taken the first time; one that it leaves out is the instant at which it jumps over it. So later wall times
 * never come earlier, and slots that touch on the wall touch in time.
 */
export function instantAt(day: LocalDay, minute: number, zone: string): Instant {
  const start = midnight(day, zone);
  const end = midnight(day + 1, zone);
  return end - start === DAY ? start + Math.round(minute * MINUTE) : exactInstant(day, minute, zone);
}
