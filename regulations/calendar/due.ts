import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import type { Instant, TimerRequest } from '../../bpmn/index.js';

/** Names of schedules, as cron texts (second, minute, hour, day of month, month, day of week). */
const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** ISO 8601 text without a zone name in brackets, which only repeats the offset. */
const instantOf = (text: string): Instant => Temporal.Instant.from(text.replace(/\[.*\]$/, '')).epochMilliseconds;

/** Adds an ISO 8601 duration; years, months and days by the calendar of UTC, months clipped to their end. */
function afterDuration(from: Instant, text: string): Instant {
  const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC');
  return zoned.add(Temporal.Duration.from(text)).epochMilliseconds;
}

/** The next instant of a cron text after `from`, in UTC. @throws when it never comes */
function nextOf(cron: string, from: Instant): Instant {
  const next = new Cron(NAMED[cron] ?? cron, { timezone: 'UTC', paused: true }).nextRun(new Date(from));
  if (!next) throw new RangeError(`The schedule ${cron} has no next instant`);
  return next.getTime();
}

/**
 * When a timer is due, in elapsed time: its date; its duration after `from`; the start of a cycle, the end of its next
 * interval, or the next instant of its schedule. @throws RangeError on texts that the kernel would have refused
 */
export function dueInstant(timer: TimerRequest): Instant {
  if (timer.kind === 'date') return instantOf(timer.value);
  if (timer.kind === 'duration') return afterDuration(timer.from, timer.value);
  if (timer.start !== undefined) return instantOf(timer.start);
  return /^-?P/.test(timer.value) ? afterDuration(timer.from, timer.value) : nextOf(timer.value, timer.from);
}
