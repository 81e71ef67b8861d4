/** Lengths of the units of relative time, in ms, largest first. */
const units: readonly [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** «5 minutes ago», «in 2 hours», «now»: `at` as seen from `now`. */
export const relativeTime = (at: Date, now: Date, language: string): string => {
  const distance = at.getTime() - now.getTime();
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const [unit, ms] = units.find(([, length]) => Math.abs(distance) >= length) ?? ['second', Infinity];
  return format.format(ms === Infinity ? 0 : Math.trunc(distance / ms), unit);
};

/** Date and time to the minute in the user's zone (or in `zone`); the year only where it is another one than `now`'s. */
export const absoluteTime = (at: Date, now: Date, language: string, zone?: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);

/** Date and time to the second with the zone's name: what a tooltip says. */
export const exactTime = (at: Date, language: string, zone?: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);

/** The time of day to the minute in the user's zone. */
export const clockTime = (at: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
