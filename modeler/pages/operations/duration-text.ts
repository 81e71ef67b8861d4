type Unit = 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const units: readonly [unit: Unit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
  ['millisecond', 1],
];

/** A length of time in its two largest units: «2 hr 5 min», «340 ms». Negative lengths (clocks differ) are none. */
export const durationText = (ms: number, language: string): string => {
  const length = Math.max(0, Math.round(ms));
  const first = units.findIndex(([, size]) => length >= size);
  const [largest, second] = units.slice(first === -1 ? units.length - 1 : first);
  const say = (value: number, unit: Unit): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (largest === undefined) return say(0, 'millisecond');
  const [unit, size] = largest;
  const rest = length % size;
  const smaller = second === undefined || unit === 'second' ? 0 : Math.floor(rest / second[1]);
  const text = say(Math.floor(length / size), unit);
  return second === undefined || smaller === 0 ? text : `${text} ${say(smaller, second[0])}`;
};
