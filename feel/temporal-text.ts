import { instantZone } from './builtins/instant.js';
import { kindOfDuration, kindOfMoment, type DateTimeValue, type DurationValue } from './temporal-values.js';

/**
 * ISO text as Camunda stores it in variables: a date, a time, or a date and time with offset and, for a named zone, the
 * zone in brackets. What was written without zone stays without.
 */
export function momentText(value: DateTimeValue): string {
  const { type, name } = value.zone;
  const format = { suppressMilliseconds: true, includeOffset: type !== 'system' };
  const kind = kindOfMoment(value);
  if (kind === 'time') return `${value.toISOTime(format)}`;
  if (kind === 'date') return `${value.toISODate()}`;
  if (name === instantZone) return `${value.toISO({ ...format, includeOffset: false })}Z`;
  return `${value.toISO(format)}${type === 'iana' ? `[${name}]` : ''}`;
}

/** ISO text in normal form: `P1Y2M` for years and months, `P1DT2H3M4.5S` for days and times; zero is `P0Y` or `P0D`. */
export function durationText(value: DurationValue): string {
  const months = value.years * 12 + value.months;
  if (kindOfDuration(value) === 'years and months duration') return monthsText(months);
  const hours = (value.weeks * 7 + value.days) * 24 + value.hours;
  const milliseconds = (hours * 60 + value.minutes) * 60_000 + value.seconds * 1000 + value.milliseconds;
  return months === 0 ? millisecondsText(milliseconds) : `${value.toISO()}`;
}

function monthsText(total: number): string {
  const years = Math.trunc(Math.abs(total) / 12);
  const months = Math.abs(total) % 12;
  const text = `${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`;
  return text === '' ? 'P0Y' : `${total < 0 ? '-' : ''}P${text}`;
}

function millisecondsText(total: number): string {
  const rest = Math.abs(total);
  const days = Math.trunc(rest / 86_400_000);
  const hours = Math.trunc(rest / 3_600_000) % 24;
  const minutes = Math.trunc(rest / 60_000) % 60;
  const seconds = (rest % 60_000) / 1000;
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  const text = `${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
  return text === '' ? 'P0D' : `${total < 0 ? '-' : ''}P${text}`;
}
