import { duration } from '@bpmn-io/feelin';
import { isDuration, kindOfDuration, type DurationValue } from '../temporal-values.js';

/** `a * b` for numbers, and for a duration and a number (DMN 1.5, 10.3.2.3.7); null for everything else. */
export function times(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (isDuration(a) && typeof b === 'number') return scaled(a, b);
  return typeof a === 'number' && isDuration(b) ? scaled(b, a) : null;
}

/** `a / b` for numbers, a duration by a number, and two durations of a kind; null for everything else and by nothing. */
export function divided(a: unknown, b: unknown): unknown {
  if (typeof b === 'number') {
    if (b === 0) return null;
    if (typeof a === 'number') return a / b;
    return isDuration(a) ? scaled(a, 1 / b) : null;
  }
  if (!isDuration(a) || !isDuration(b) || kindOfDuration(a) !== kindOfDuration(b)) return null;
  return amount(b) === 0 ? null : amount(a) / amount(b);
}

/** Whole months, or whole milliseconds. */
function scaled(value: DurationValue, by: number): unknown {
  const total = Math.trunc(Number((amount(value) * by).toPrecision(15)));
  if (kindOfDuration(value) === 'days and time duration') return duration(total);
  return duration(`${total < 0 ? '-' : ''}P${Math.abs(total)}M`);
}

function amount(value: DurationValue): number {
  if (kindOfDuration(value) === 'years and months duration') return value.years * 12 + value.months;
  const hours = (value.weeks * 7 + value.days) * 24 + value.hours;
  return ((hours * 60 + value.minutes) * 60 + value.seconds) * 1_000 + value.milliseconds;
}
