import type { Json } from '../model/index.js';
import { durationText, momentText } from './temporal-text.js';
import { isDateTime, isDuration } from './temporal-values.js';

/**
 * Turns what feelin returns into plain JSON. Parts that are JSON already are returned as they are, uncopied. Dates,
 * times and durations become their ISO text; what has no JSON form (ranges, functions, infinite numbers) becomes null
 * and is told to `warn`.
 */
export function toJson(value: unknown, warn: (message: string) => void): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return finite(value, warn);
  if (Array.isArray(value)) return list(value, warn);
  if (isPlain(value)) return context(value, warn);
  if (isDateTime(value)) return value.isValid ? momentText(value) : invalid('date or time', warn);
  if (isDuration(value)) return value.isValid ? durationText(value) : invalid('duration', warn);
  warn('the result is a range or a function, which is not a value; null instead');
  return null;
}

function finite(value: number, warn: (message: string) => void): number | null {
  if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  warn('the result is not a finite number; null instead');
  return null;
}

function list(items: readonly unknown[], warn: (message: string) => void): readonly Json[] {
  const converted = items.map((item) => toJson(item, warn));
  return converted.every((item, index) => item === items[index]) ? (items as readonly Json[]) : converted;
}

function context(entries: Readonly<Record<string, unknown>>, warn: (message: string) => void): Json {
  let converted: Record<string, Json> | undefined;
  for (const [name, entry] of Object.entries(entries)) {
    const json = toJson(entry, warn);
    if (json !== entry) (converted ??= { ...entries } as Record<string, Json>)[name] = json;
  }
  return converted ?? (entries as Readonly<Record<string, Json>>);
}

function invalid(what: string, warn: (message: string) => void): null {
  warn(`the result is not a valid ${what}; null instead`);
  return null;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
