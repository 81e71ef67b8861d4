import { BudgetExceededError, nestingLimit } from './budget.js';
import { failures } from './failures.js';
import type { Json } from './json.js';
import { durationText, momentText } from './temporal-text.js';
import { isDateTime, isDuration } from './temporal-values.js';

/** Who hears of what cannot be kept, and of how large the result is: characters of texts, members of lists and contexts. */
export interface JsonWatch {
  warn(message: string): void;
  grow(size: number): void;
}

/**
 * Turns what feelin returns into plain JSON. Parts that are JSON already are returned as they are, uncopied. Dates,
 * times and durations become their ISO text; what has no JSON form (ranges, functions, infinite numbers) becomes null
 * with a warning.
 */
export function toJson(value: unknown, watch: JsonWatch, depth = 0): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return text(value, watch);
  if (typeof value === 'number') return finite(value, watch);
  if (depth > nestingLimit) throw new BudgetExceededError(failures.tooNested(nestingLimit));
  if (Array.isArray(value)) return list(value, watch, depth);
  if (isPlain(value)) return context(value, watch, depth);
  if (isDateTime(value)) return value.isValid ? momentText(value) : invalid('date or time', watch);
  if (isDuration(value)) return value.isValid ? durationText(value) : invalid('duration', watch);
  watch.warn('the result is a range or a function, which is not a value; null instead');
  return null;
}

function text(value: string, watch: JsonWatch): string {
  watch.grow(value.length);
  return value;
}

function finite(value: number, watch: JsonWatch): number | null {
  if (Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  watch.warn('the result is not a finite number; null instead');
  return null;
}

function list(items: readonly unknown[], watch: JsonWatch, depth: number): readonly Json[] {
  watch.grow(items.length);
  let converted: Json[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const json = toJson(item, watch, depth + 1);
    if (json !== item) (converted ??= [...items] as Json[])[index] = json;
  }
  return converted ?? (items as readonly Json[]);
}

function context(entries: Readonly<Record<string, unknown>>, watch: JsonWatch, depth: number): Json {
  const named = Object.entries(entries);
  watch.grow(named.length);
  let converted: Record<string, Json> | undefined;
  for (const [name, entry] of named) {
    const json = toJson(entry, watch, depth + 1);
    if (json !== entry) (converted ??= { ...entries } as Record<string, Json>)[name] = json;
  }
  return converted ?? (entries as Readonly<Record<string, Json>>);
}

function invalid(what: string, watch: JsonWatch): null {
  watch.warn(`the result is not a valid ${what}; null instead`);
  return null;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
